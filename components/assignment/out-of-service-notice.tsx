"use client";

import { useOrganization } from "@/components/organizations/organization-context";
import { useRestoreNumber } from "@/components/phone-numbers/use-restore-number";
import { Button } from "@/components/ui/button";
import { useClock } from "@/components/ui/clock";
import { Notice } from "@/components/ui/notice";
import { dayAndTime } from "@/components/ui/time-text";
import { WorkingLabel } from "@/components/ui/working-label";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";

/** Explains why the number cannot be assigned, and offers to restore it while that is possible. */
export function OutOfServiceNotice({ record }: { record: PhoneNumberRecord }) {
  const { canManageNumbers } = useOrganization();
  const { restore, restoring } = useRestoreNumber(record.phone_number);
  const { now, zone } = useClock();
  if (record.status === "lost_at_carrier") {
    return <Notice tone="danger">Your carrier no longer has this number, so calls won’t connect.</Notice>;
  }
  const until = record.release_at === null ? undefined : new Date(record.release_at);
  if (until === undefined || until.getTime() <= now) {
    return <Notice>This number is being released. This can’t be undone.</Notice>;
  }
  return (
    <Notice
      action={
        canManageNumbers && (
          <Button variant="outline" size="small" aria-disabled={restoring} onClick={() => !restoring && restore()}>
            <WorkingLabel working={restoring} label="Undo release" workingLabel="Undoing…" />
          </Button>
        )
      }
    >
      Not in service. It will be released for good on {dayAndTime(until, zone)}.
    </Notice>
  );
}
