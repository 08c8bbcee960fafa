"use client";

import type { FormEvent } from "react";
import { AgentPicker } from "@/components/agents/agent-picker";
import type { Target } from "@/components/assignment/changes";
import { DraftNote } from "@/components/assignment/draft-note";
import { newestTarget } from "@/components/assignment/targets";
import { VersionSelect } from "@/components/assignment/version-select";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import { SegmentedChoice } from "@/components/ui/segmented-choice";
import type { Direction } from "@/lib/agents/schemas";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import type { BulkPlan } from "./plan";
import { planInWords } from "./plan-in-words";

const directions: { value: Direction; word: string }[] = [
  { value: "inbound", word: "Inbound" },
  { value: "outbound", word: "Outbound" },
  { value: "both", word: "Both" },
];

type BulkFormProps = {
  action: "assign" | "clear";
  records: PhoneNumberRecord[];
  direction: Direction;
  target: Target | null;
  plan: BulkPlan;
  onDirection: (direction: Direction) => void;
  onTarget: (target: Target | null) => void;
  onStart: () => void;
  onCancel: () => void;
};

export function BulkForm({ action, records, direction, target, plan, onTarget, ...act }: BulkFormProps) {
  const count = plan.numbers.length;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (count > 0) act.onStart();
  };
  const verb = action === "assign" ? "Assign" : "Unassign";
  return (
    <form onSubmit={submit} className="flex min-h-0 flex-col" aria-label={verb}>
      <DialogBody>
        <SegmentedChoice label="Direction" choices={directions} chosen={direction} onChoose={act.onDirection} />
        {action === "assign" && (
          <div>
            <div className="flex gap-2">
              <AgentPicker
                label="Agent"
                chosen={target && { id: target.agentId, name: target.name }}
                none={{ word: "Choose an agent", choosable: false }}
                needsVersion
                onChoose={(agent) => onTarget(agent && newestTarget(agent))}
                className="min-w-0 flex-1"
              />
              {target && <VersionSelect target={target} onChoose={onTarget} />}
            </div>
            {target?.published === false && <DraftNote target={target} />}
          </div>
        )}
        <p role="status" className="min-h-10 text-muted-foreground">
          {action === "assign" && !target
            ? "Choose an agent for the selected numbers."
            : planInWords({ action, records, direction, target, plan })}
        </p>
      </DialogBody>
      <DialogFooter>
        <Button variant="outline" onClick={act.onCancel}>
          Cancel
        </Button>
        <Button
          type="submit"
          aria-disabled={count === 0}
          className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
        >
          {count === 0 ? verb : `${verb} ${count.toLocaleString("en-US")}`}
        </Button>
      </DialogFooter>
    </form>
  );
}
