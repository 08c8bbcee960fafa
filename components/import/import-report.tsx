"use client";

import { Button } from "@/components/ui/button";
import { counted } from "@/components/ui/counted";
import { Notice } from "@/components/ui/notice";
import type { ImportReport } from "@/lib/numbers/import/schemas";
import { ImportErrors } from "./import-errors";

type CheckedFileProps = {
  fileName: string;
  report: ImportReport;
  onImport: (() => void) | undefined;
  onRestart: () => void;
};

/** Shows what the import would do with a button to start it, or what prevents it. */
export function CheckedFile({ fileName, report, onImport, onRestart }: CheckedFileProps) {
  const { new_numbers: fresh, unchanged, error_count: wrong, exceeds_limit: exceeds } = report;
  const isReady = wrong === 0 && !exceeds && fresh > 0;
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-center justify-between gap-4 rounded-card border bg-surface px-5 py-4">
        <div role="status" className="min-w-0">
          <p dir="auto" className="truncate font-medium">
            {fileName}
          </p>
          <p className="text-muted-foreground tabular-nums">
            {wrong > 0
              ? `${counted(wrong, "line")} ${wrong === 1 ? "needs" : "need"} fixing. Nothing was imported.`
              : readySentence(fresh, unchanged)}
          </p>
        </div>
        <div className="flex gap-2">
          <Button variant="outline" onClick={onRestart}>
            Choose another file
          </Button>
          {isReady && onImport && <Button onClick={onImport}>Import {counted(fresh, "number")}</Button>}
        </div>
      </div>
      {isReady && !onImport && <Notice>To import it, choose the file again.</Notice>}
      {exceeds && (
        <Notice tone="danger">
          You have reached the maximum number of phone numbers for your organization. Importing{" "}
          {fresh.toLocaleString("en-US")} would exceed it.
        </Notice>
      )}
      {report.warnings.map((warning) => (
        <Notice key={warning}>{warning}</Notice>
      ))}
      {report.ignored_columns.length > 0 && <Notice>Ignored columns: {report.ignored_columns.join(", ")}.</Notice>}
      {wrong > 0 && <ImportErrors report={report} />}
    </div>
  );
}

function readySentence(fresh: number, unchanged: number): string {
  const known = unchanged > 0 ? ` ${counted(unchanged, "number")} already in your directory.` : "";
  return fresh === 0 ? `Nothing to import.${known}` : `${counted(fresh, "number")} ready to import.${known}`;
}
