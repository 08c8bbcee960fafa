"use client";

import { useState } from "react";
import type { Target } from "@/components/assignment/changes";
import { Dialog, DialogContent, DialogHeader } from "@/components/ui/dialog";
import type { Direction } from "@/lib/agents/schemas";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { BulkForm } from "./bulk-form";
import { BulkProgress } from "./bulk-progress";
import { planAssignment, planClearing } from "./plan";
import { useBulkRun } from "./use-bulk-run";

type BulkDialogProps = {
  action: "assign" | "clear";
  /** As of their selection. */
  records: PhoneNumberRecord[];
  onClose: () => void;
  /** Receives the numbers that are still to be changed. */
  onFinished: (left: ReadonlySet<string>) => void;
};

const nothing = { writes: [], numbers: [], unchanged: 0 };

/** Assigns or removes agents for many numbers: first the plan, then the result per number. */
export function BulkDialog({ action, records, onClose, onFinished }: BulkDialogProps) {
  const [direction, setDirection] = useState<Direction>("inbound");
  const [target, setTarget] = useState<Target | null>(null);
  const planFor = (numbers: PhoneNumberRecord[]) => {
    if (action === "clear") return planClearing(numbers, direction);
    return target ? planAssignment(numbers, target, direction) : nothing;
  };
  const { run, start, retry, stop } = useBulkRun(planFor);
  const count = records.length === 1 ? "1 number" : `${records.length.toLocaleString("en-US")} numbers`;

  const close = () => {
    if (run?.running) return stop();
    if (run) onFinished(new Set(run.numbers.filter((number) => !run.outcomes.get(number)?.done)));
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <DialogContent aria-describedby={undefined}>
        <DialogHeader title={action === "assign" ? `Assign ${count}` : `Unassign ${count}`} />
        {run ? (
          <BulkProgress {...{ run, action }} onStop={stop} onRetry={() => void retry(run)} onClose={close} />
        ) : (
          <BulkForm
            {...{ action, records, direction, target }}
            plan={planFor(records)}
            onDirection={setDirection}
            onTarget={setTarget}
            onStart={() => start(records)}
            onCancel={close}
          />
        )}
      </DialogContent>
    </Dialog>
  );
}
