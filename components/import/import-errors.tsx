"use client";

import Download from "lucide-react/icons/download";
import { Button } from "@/components/ui/button";
import { saveFile } from "@/components/ui/save-file";
import { Table, TableCell, type TableColumn, TableRow } from "@/components/ui/table";
import type { ImportReport } from "@/lib/numbers/import/schemas";
import { errorsCsv } from "./errors-csv";

const columns: readonly TableColumn[] = [
  { id: "line", header: "Line", className: "w-20 text-right" },
  { id: "value", header: "Value", className: "w-[36%]" },
  { id: "problem", header: "Problem" },
];

const SHOWN = 100;

/** Shows the first errors; the download has all that the report lists. */
export function ImportErrors({ report }: { report: ImportReport }) {
  const { errors, error_count: count } = report;
  return (
    <section aria-label="Errors">
      <div className="mb-3 flex items-center justify-between gap-4">
        <p className="text-muted-foreground text-sm">
          {count > SHOWN
            ? `The first ${SHOWN} of ${count.toLocaleString("en-US")}.`
            : "Fix these lines and upload the file again."}
        </p>
        <Button
          variant="outline"
          size="small"
          onClick={() => saveFile(new Blob([errorsCsv(errors)], { type: "text/csv" }), "import-errors.csv")}
        >
          <Download size={14} aria-hidden="true" />
          Download errors
        </Button>
      </div>
      <Table label="Errors" columns={columns}>
        {errors.slice(0, SHOWN).map(({ line, column, value, message }) => (
          <TableRow key={`${line}-${column}`}>
            <TableCell className="w-20 text-right tabular-nums">{line}</TableCell>
            <TableCell dir="auto" className="w-[36%] truncate font-mono" title={value}>
              {value === "" ? <span className="font-sans text-muted-foreground">(empty)</span> : value}
            </TableCell>
            <TableCell className="py-2">{message}</TableCell>
          </TableRow>
        ))}
      </Table>
    </section>
  );
}
