"use client";

import { PhoneNumber } from "@/components/phone-numbers/phone-number";
import { Button } from "@/components/ui/button";
import { TimeAgo } from "@/components/ui/time-ago";
import { WorkingLabel } from "@/components/ui/working-label";
import type { FindingAction, FindingRecord } from "@/lib/numbers/findings/schemas";
import { actionWords } from "./action-words";
import { RemoveNumber } from "./remove-number";
import { useResolveFinding } from "./use-resolve-finding";

export function FindingRow({ finding }: { finding: FindingRecord }) {
  const { act, acting } = useResolveFinding(finding);
  const run = (action: FindingAction) => acting === undefined && act(action);
  return (
    <li className="flex flex-col items-start gap-2 border-b px-4 py-3 last:border-b-0 md:grid md:grid-cols-[10rem_minmax(0,1fr)_6rem_15.5rem] md:items-center md:gap-4">
      <div>{finding.phone_number && <PhoneNumber value={finding.phone_number} />}</div>
      <p className="text-pretty">{finding.detail}</p>
      <p className="text-sm">
        <span className="sr-only">Since </span>
        <TimeAgo iso={finding.first_seen_at} />
      </p>
      <div className="flex flex-wrap gap-2 md:justify-end">
        {finding.actions.map((action) =>
          action === "forget" ? (
            <RemoveNumber key={action} finding={finding} working={acting === action} onRemove={() => run(action)} />
          ) : (
            <Button
              key={action}
              variant="outline"
              size="small"
              aria-label={`${actionWords[action].label}: ${finding.phone_number ?? "missing numbers"}`}
              aria-disabled={acting !== undefined}
              aria-busy={acting === action}
              onClick={() => run(action)}
            >
              <WorkingLabel
                working={acting === action}
                label={actionWords[action].label}
                workingLabel={actionWords[action].working}
              />
            </Button>
          ),
        )}
      </div>
    </li>
  );
}
