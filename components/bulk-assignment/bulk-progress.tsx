"use client";

import Check from "lucide-react/icons/check";
import CircleAlert from "lucide-react/icons/circle-alert";
import { PhoneNumber } from "@/components/phone-numbers/phone-number";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { WorkingLabel } from "@/components/ui/working-label";
import type { Outcome } from "./run-writes";
import type { BulkRun } from "./use-bulk-run";

type BulkProgressProps = {
  run: BulkRun;
  action: "assign" | "clear";
  onStop: () => void;
  onRetry: () => void;
  onClose: () => void;
};

/** The rest are counted but not listed. */
const LISTED = 200;

/** Shows progress and the result per number, failures first. */
export function BulkProgress({ run, action, onStop, onRetry, onClose }: BulkProgressProps) {
  const { numbers, outcomes, running, stopping } = run;
  const failed = numbers.filter((number) => outcomes.get(number)?.done === false);
  const done = outcomes.size - failed.length;
  const left = numbers.length - done;
  const listed = [...failed, ...numbers.filter((number) => outcomes.get(number)?.done !== false)].slice(0, LISTED);
  const word = action === "assign" ? "assigned" : "unassigned";
  return (
    <>
      <DialogBody>
        <div>
          <p role="status" className="mb-2 tabular-nums">
            {done.toLocaleString("en-US")} of {numbers.length.toLocaleString("en-US")} {word}
            {failed.length > 0 && <span className="text-danger">, {failed.length.toLocaleString("en-US")} failed</span>}
            {!running && left > failed.length && `, ${(left - failed.length).toLocaleString("en-US")} skipped`}
          </p>
          <progress
            aria-label="Progress"
            value={outcomes.size}
            max={numbers.length}
            className="block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-border [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-border [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[width]"
          />
        </div>
        <ul aria-label="Numbers" className="max-h-[300px] overflow-y-auto rounded-card border">
          {listed.map((number) => (
            <Row key={number} number={number} outcome={outcomes.get(number)} running={running} />
          ))}
          {numbers.length > LISTED && (
            <li className="px-3.5 py-2 text-muted-foreground text-sm">
              and {(numbers.length - LISTED).toLocaleString("en-US")} more
            </li>
          )}
        </ul>
      </DialogBody>
      <DialogFooter>
        {running ? (
          <Button variant="outline" aria-disabled={stopping} onClick={onStop}>
            <WorkingLabel working={stopping} label="Stop" workingLabel="Stopping…" />
          </Button>
        ) : (
          <>
            {left > 0 && (
              <Button variant="outline" onClick={onRetry}>
                Retry {left.toLocaleString("en-US")}
              </Button>
            )}
            <Button onClick={onClose}>Done</Button>
          </>
        )}
      </DialogFooter>
    </>
  );
}

function Row({ number, outcome, running }: { number: string; outcome: Outcome | undefined; running: boolean }) {
  return (
    <li className="flex items-baseline gap-x-4 gap-y-0.5 border-b px-3.5 py-2 last:border-b-0 max-sm:flex-wrap">
      <PhoneNumber value={number} />
      <span className="ml-auto flex min-w-0 items-baseline gap-1.5 text-muted-foreground text-sm">
        {outcome === undefined ? (
          running ? (
            <>
              <Spinner className="self-center" /> Waiting
            </>
          ) : (
            "Skipped"
          )
        ) : outcome.done ? (
          <>
            <Check size={14} aria-hidden="true" className="self-center text-success" /> Done
          </>
        ) : (
          <>
            <CircleAlert size={14} aria-hidden="true" className="shrink-0 self-center text-danger" />
            {outcome.sentence}
          </>
        )}
      </span>
    </li>
  );
}
