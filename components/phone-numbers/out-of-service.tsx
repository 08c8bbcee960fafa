"use client";

import { useOrganization } from "@/components/organizations/organization-context";
import { Badge } from "@/components/ui/badge";
import { useClock } from "@/components/ui/clock";
import { dayOf, fullTime } from "@/components/ui/time-text";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { useRestoreNumber } from "./use-restore-number";

/** Replaces the locality: why the number is out of service, and a way to restore it while that is possible. */
export function OutOfService({ record }: { record: PhoneNumberRecord }) {
  const { now, zone } = useClock();
  if (record.status === "lost_at_carrier") {
    return (
      <Badge tone="danger" className="h-4">
        Lost at carrier
      </Badge>
    );
  }
  const until = record.release_at === null ? undefined : new Date(record.release_at);
  if (until === undefined || until.getTime() <= now) {
    return (
      <Badge tone="warning" className="h-4">
        Releasing now
      </Badge>
    );
  }
  return (
    <>
      <Badge tone="warning" className="h-4 min-w-0 shrink" title={fullTime(until, zone)}>
        <span dir="auto" className="truncate">
          Releases {dayOf(until, zone)}
        </span>
      </Badge>
      <UndoRelease record={record} />
    </>
  );
}

function UndoRelease({ record }: { record: PhoneNumberRecord }) {
  const { canManageNumbers } = useOrganization();
  const { restore, restoring } = useRestoreNumber(record.phone_number);
  if (!canManageNumbers) return null;
  return (
    <button
      type="button"
      aria-label={`Undo the release of ${record.phone_number}`}
      aria-disabled={restoring}
      onClick={() => !restoring && restore()}
      className="relative shrink-0 font-medium text-foreground underline decoration-border-strong underline-offset-2 before:absolute before:-inset-x-1 before:-inset-y-1.5 before:content-[''] hover:decoration-current"
    >
      {restoring ? "Undoing…" : "Undo"}
    </button>
  );
}
