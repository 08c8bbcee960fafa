"use client";

import { useState } from "react";
import { RemoveLostDialog } from "@/components/release/remove-lost-dialog";
import { Button } from "@/components/ui/button";
import { WorkingLabel } from "@/components/ui/working-label";
import type { FindingRecord } from "@/lib/numbers/findings/schemas";
import { actionWords } from "./action-words";

type RemoveNumberProps = { finding: FindingRecord; working: boolean; onRemove: () => void };

/** The only action that cannot be undone, so it asks first. */
export function RemoveNumber({ finding, working, onRemove }: RemoveNumberProps) {
  const [open, setOpen] = useState(false);
  const { label, working: workingLabel } = actionWords.forget;
  const confirm = () => {
    setOpen(false);
    onRemove();
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
      {finding.phone_number && (
        <RemoveLostDialog phoneNumber={finding.phone_number} open={open} onOpenChange={setOpen} onConfirm={confirm} />
      )}
    </>
  );
}
