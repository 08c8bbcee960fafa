"use client";

import Pencil from "lucide-react/icons/pencil";
import Trash from "lucide-react/icons/trash-2";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Table, TableCell, type TableColumn, TableRow } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import { useDialogUrl } from "@/components/ui/use-dialog-url";
import type { TrunkListItem } from "@/lib/trunks/schemas";

const wide = "max-md:hidden";

export const trunkColumns: readonly TableColumn[] = [
  { id: "name", header: "Name" },
  { id: "numbers", header: "Numbers", className: "w-24 text-right max-md:w-20" },
  { id: "outgoing", header: "Outgoing calls", className: wide },
  { id: "updated", header: "Updated At", className: `w-36 ${wide}` },
  { id: "actions", header: <span className="sr-only">Actions</span>, className: "w-24" },
];

type TrunksTableProps = { trunks: TrunkListItem[]; canManage: boolean };

export function TrunksTable({ trunks, canManage }: TrunksTableProps) {
  return (
    <Table label="Trunks" columns={trunkColumns}>
      {trunks.map((trunk) => (
        <TrunkRow key={trunk.id} trunk={trunk} canManage={canManage && trunk.managed_account_id === null} />
      ))}
    </Table>
  );
}

function TrunkRow({ trunk, canManage }: { trunk: TrunkListItem; canManage: boolean }) {
  const edit = useDialogUrl("edit");
  const remove = useDialogUrl("delete");
  const isManaged = trunk.managed_account_id !== null;
  return (
    <TableRow>
      <TableCell>
        <span className="flex min-w-0 items-center gap-x-2 max-md:flex-col max-md:items-start">
          <span dir="auto" className="min-w-0 max-w-full truncate font-medium">
            {trunk.name}
          </span>
          {isManaged && <Badge title="Managed by Trunkline for purchased numbers.">Managed</Badge>}
        </span>
      </TableCell>
      <TableCell className="w-24 text-right tabular-nums max-md:w-20">
        {trunk.phone_number_count.toLocaleString("en-US")}
      </TableCell>
      <TableCell dir="auto" className={`truncate ${wide}`}>
        {outgoing(trunk)}
      </TableCell>
      <TableCell className={`w-36 ${wide}`}>
        <TimeAgo iso={trunk.updated_at} />
      </TableCell>
      <TableCell className="w-24">
        {canManage && (
          <span className="flex justify-end gap-1">
            <Button variant="quiet" size="icon" onClick={() => edit.openDialog(trunk.id)}>
              <Pencil size={15} aria-hidden="true" />
              <span className="sr-only">Edit {trunk.name}</span>
            </Button>
            <Button variant="quiet" size="icon" onClick={() => remove.openDialog(trunk.id)}>
              <Trash size={15} aria-hidden="true" />
              <span className="sr-only">Delete {trunk.name}</span>
            </Button>
          </span>
        )}
      </TableCell>
    </TableRow>
  );
}

function outgoing({ managed_account_id, outbound_config }: TrunkListItem): string {
  if (managed_account_id !== null) return "Via carrier";
  return outbound_config ? `${outbound_config.address}, ${outbound_config.transport}` : "-";
}
