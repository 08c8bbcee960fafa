"use client";

import dynamic from "next/dynamic";
import { focusNumber } from "@/components/phone-numbers/open-number";
import { PhoneNumber } from "@/components/phone-numbers/phone-number";
import { useNumberUrl } from "@/components/phone-numbers/use-number-url";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog";
import { FormSkeleton } from "./form-skeleton";
import { loadAssignmentForm } from "./load-form";

const AssignmentForm = dynamic(loadAssignmentForm, { ssr: false, loading: FormSkeleton });

/** Opens at once, while its form still loads. */
export function AssignmentDialog() {
  const { number, step, close, askRelease } = useNumberUrl();
  const open = number !== null && step === "assign";
  return (
    <Dialog open={open} onOpenChange={(opens) => !opens && close()}>
      {open && (
        <DialogContent
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          onCloseAutoFocus={(event) => focusNumber(number) && event.preventDefault()}
        >
          <div className="flex items-center gap-1.5 px-5 pt-5 pr-12 pb-4">
            <DialogTitle>
              <PhoneNumber value={number} className="text-lg" />
            </DialogTitle>
            <CopyButton text={number} className="opacity-100" />
          </div>
          <AssignmentForm key={number} phoneNumber={number} onClose={close} onRelease={askRelease} />
        </DialogContent>
      )}
    </Dialog>
  );
}
