"use client";

import { useQuery } from "@tanstack/react-query";
import { useOrganization } from "@/components/organizations/organization-context";
import { counted } from "@/components/ui/counted";
import { Table, TableCell, type TableColumn, TableRow } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import type { ImportPage } from "@/lib/numbers/import/schemas";
import { recentImportsQuery } from "./queries";
import { nameOf } from "./use-import";

const columns: readonly TableColumn[] = [
  { id: "file", header: "File", className: "w-[40%]" },
  { id: "result", header: "Result" },
  { id: "time", header: "Uploaded", className: "w-28 text-right" },
];

/** Renders nothing before the first import. */
export function RecentImports({ onOpen }: { onOpen: (importId: string) => void }) {
  const { id } = useOrganization();
  const { data } = useQuery(recentImportsQuery(id));
  if (!data || data.data.length === 0) return null;
  return (
    <section aria-label="Other imports">
      <h2 className="mb-2 font-medium text-sm">Other imports</h2>
      <Table label="Other imports" columns={columns}>
        {data.data.map((record) => (
          <TableRow key={record.import_id}>
            <TableCell dir="auto" className="w-[40%] truncate">
              <button
                type="button"
                dir="auto"
                className="max-w-full truncate underline-offset-2 hover:underline"
                onClick={() => onOpen(record.import_id)}
              >
                {nameOf(record)}
              </button>
            </TableCell>
            <TableCell dir="auto" className="truncate text-muted-foreground">
              {resultOf(record)}
            </TableCell>
            <TableCell className="w-28 text-right text-muted-foreground">
              <TimeAgo iso={record.created_at} />
            </TableCell>
          </TableRow>
        ))}
      </Table>
    </section>
  );
}

function resultOf({ status, percent, dry_run, error_count, new_numbers }: ImportPage["data"][number]): string {
  if (status === "pending") return "Waiting";
  if (status === "running") return `${percent}% done`;
  if (error_count > 0) return `${counted(error_count, "line")} ${error_count === 1 ? "needs" : "need"} fixing`;
  if (status === "failed") return "Failed";
  return dry_run ? `Checked: ${counted(new_numbers, "new number")}` : `${counted(new_numbers, "number")} imported`;
}
