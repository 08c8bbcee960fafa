import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import type { PhoneNumberRecord } from "@/lib/phone-numbers/schemas";
import { AgentsInBrief } from "./agent-cell";
import { PhoneNumber } from "./phone-number";
import { placeOf } from "./place";

const statusBadges = {
  active: null,
  releasing: (
    <Badge tone="warning" className="h-4">
      Releasing
    </Badge>
  ),
  lost_at_carrier: (
    <Badge tone="danger" className="h-4">
      Lost at carrier
    </Badge>
  ),
};

/** The number and where it is; on a small screen, which has no columns for them, who answers. */
export function NumberCell({ record }: { record: PhoneNumberRecord }) {
  return (
    <div className="min-w-0">
      <div className="flex h-5 items-center gap-1.5">
        <PhoneNumber value={record.phone_number} />
        <CopyButton text={record.phone_number} className="-my-1" />
      </div>
      <div className="flex h-4 min-w-0 items-center gap-1.5 text-muted-foreground text-xs">
        {statusBadges[record.status]}
        <span className="truncate max-md:hidden">{placeOf(record)}</span>
        <span className="min-w-0 flex-1 md:hidden">
          <AgentsInBrief record={record} />
        </span>
      </div>
    </div>
  );
}
