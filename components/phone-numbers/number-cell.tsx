import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import type { PhoneNumberRecord } from "@/lib/phone-numbers/schemas";
import { AgentsInBrief } from "./agent-cell";
import { PhoneNumber } from "./phone-number";
import { placeOf } from "./place";

const statusBadges = {
  active: null,
  releasing: <Badge tone="warning">Releasing</Badge>,
  lost_at_carrier: <Badge tone="danger">Lost at carrier</Badge>,
};

/** The number and where it is; on a small screen, which has no columns for them, who answers. */
export function NumberCell({ record }: { record: PhoneNumberRecord }) {
  return (
    <div className="min-w-0">
      <div className="flex h-5 items-center gap-1.5">
        <PhoneNumber value={record.phone_number} />
        {statusBadges[record.status]}
        <CopyButton text={record.phone_number} className="-my-1" />
      </div>
      <div className="truncate text-muted-foreground text-xs max-md:hidden">{placeOf(record)}</div>
      <div className="truncate text-muted-foreground text-xs md:hidden">
        <AgentsInBrief record={record} />
      </div>
    </div>
  );
}
