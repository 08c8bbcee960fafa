"use client";

import { useState } from "react";
import { PhoneNumber } from "@/components/phone-numbers/phone-number";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
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
    <>
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
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={<>Forget {finding.phone_number && <PhoneNumber value={finding.phone_number} />}</>}
        keep="Keep"
        confirm="Forget number"
        confirming={workingLabel}
        onConfirm={confirm}
      >
        Its row leaves your directory, with its place and price, and cannot be brought back. The carrier is not asked
        for anything, and no money moves.
      </ConfirmDialog>
    </>
  );
}
