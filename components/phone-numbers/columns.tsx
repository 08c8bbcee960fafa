import { createColumnHelper, tableFeatures } from "@tanstack/react-table";
import { TimeAgo } from "@/components/ui/time-ago";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { AgentCell } from "./agent-cell";
import { NumberCell } from "./number-cell";
import { SelectAllNumbers } from "./select-boxes";
import { ShareableSwitch } from "./shareable-switch";

/** The server sorts and filters. */
export const features = tableFeatures({});
const column = createColumnHelper<typeof features, PhoneNumberRecord>();

export const columns = column.columns([
  column.display({
    id: "phone_number",
    header: () => (
      <span className="flex items-center gap-3">
        <SelectAllNumbers />
        Phone Number
      </span>
    ),
    cell: ({ row }) => <NumberCell record={row.original} />,
  }),
  column.display({
    id: "inbound_agent",
    header: "Inbound Agent",
    cell: ({ row }) => <AgentCell agent={row.original.inbound_agent} />,
  }),
  column.display({
    id: "outbound_agent",
    header: "Outbound Agent",
    cell: ({ row }) => <AgentCell agent={row.original.outbound_agent} />,
  }),
  column.display({
    id: "outbound_shareable",
    header: "Shareable",
    cell: ({ row }) => (
      <span className="flex items-center gap-2 max-md:justify-end">
        <span aria-hidden="true" className="text-muted-foreground text-xs md:hidden">
          Shareable
        </span>
        <ShareableSwitch record={row.original} />
      </span>
    ),
  }),
  column.display({
    id: "created_at",
    header: "Created At",
    cell: ({ row }) => <TimeAgo iso={row.original.created_at} />,
  }),
  column.display({
    id: "updated_at",
    header: "Updated At",
    cell: ({ row }) => <TimeAgo iso={row.original.updated_at} />,
  }),
]);
