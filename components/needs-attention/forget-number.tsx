"use client";

import { useState } from "react";
import { PhoneNumber } from "@/components/phone-numbers/phone-number";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { WorkingLabel } from "@/components/ui/working-label";
import type { FindingRecord } from "@/lib/reconcile/schemas";
import { actionWords } from "./action-words";

type ForgetNumberProps = { finding: FindingRecord; working: boolean; onForget: () => void };

/** The one action that cannot be undone: says what goes before it goes. */
export function ForgetNumber({ finding, working, onForget }: ForgetNumberProps) {
  const [open, setOpen] = useState(false);
  const { label, working: workingLabel } = actionWords.forget;
  const confirm = () => {
    setOpen(false);
    onForget();
  };
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <Button
        variant="outline"
        size="small"
        aria-label={`${label}: ${finding.phone_number}`}
        aria-disabled={working}
        aria-busy={working}
        onClick={() => !working && setOpen(true)}
      >
        <WorkingLabel working={working} label={label} workingLabel={workingLabel} />
      </Button>
      <DialogContent className="max-w-[440px] p-5">
        <DialogTitle className="pr-8 font-semibold text-lg">
          Forget {finding.phone_number && <PhoneNumber value={finding.phone_number} />}
        </DialogTitle>
        <DialogDescription className="mt-1.5 text-muted-foreground">
          Its row leaves your directory, with its place and price, and cannot be brought back. The carrier is not asked
          for anything, and no money moves.
        </DialogDescription>
        <div className="mt-5 flex justify-end gap-2">
          <Button variant="outline" onClick={() => setOpen(false)}>
            Keep
          </Button>
          <Button onClick={confirm}>Forget number</Button>
        </div>
      </DialogContent>
    </Dialog>
  );
}
