import { CopyButton } from "@/components/ui/copy-button";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { AgentsInBrief } from "./agent-cell";
import { NumberLink } from "./number-link";
import { OutOfService } from "./out-of-service";
import { placeOf } from "./place";
import { SelectNumber } from "./select-boxes";

/** Also shows the agents on a small screen, which has no columns for them. */
export function NumberCell({ record }: { record: PhoneNumberRecord }) {
  return (
    <div className="flex min-w-0 items-center gap-3">
      <SelectNumber record={record} />
      <div className="min-w-0 flex-1">
        <div className="flex h-5 items-center gap-1.5">
          <NumberLink record={record} />
          <CopyButton text={record.phone_number} className="-my-1" />
        </div>
        <div className="flex h-4 min-w-0 items-center gap-1.5 text-muted-foreground text-xs">
          {record.status === "active" ? (
            <>
              <span dir="auto" className="truncate max-md:hidden">
                {placeOf(record)}
              </span>
              <span className="min-w-0 flex-1 md:hidden">
                <AgentsInBrief record={record} />
              </span>
            </>
          ) : (
            <OutOfService record={record} />
          )}
        </div>
      </div>
    </div>
  );
}
