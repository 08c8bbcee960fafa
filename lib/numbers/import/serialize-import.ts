import type { PhoneNumberImport } from "@/lib/generated/prisma/client";
import { ImportError, type ImportPage, type ImportRecord, type ImportStatus } from "./schemas";

/** A list omits the errors. */
export type ImportSummaryRow = Omit<PhoneNumberImport, "errors">;

export function statusOf(row: Pick<PhoneNumberImport, "startedAt" | "finishedAt" | "errorCode">): ImportStatus {
  if (row.finishedAt) return row.errorCode === null ? "completed" : "failed";
  return row.startedAt ? "running" : "pending";
}

export function serializeImportSummary(row: ImportSummaryRow): ImportPage["data"][number] {
  const { errorCode: code, errorDetail: detail } = row;
  return {
    import_id: row.id,
    status: statusOf(row),
    percent: row.percent,
    file_name: row.fileName,
    dry_run: row.dryRun,
    lines: row.lines,
    lines_written: row.linesDone,
    new_numbers: row.newNumbers,
    unchanged: row.unchanged,
    ignored_columns: row.ignoredColumns,
    warnings: row.warnings,
    exceeds_limit: row.exceedsLimit,
    error_count: row.errorCount,
    error: code && detail ? { code, detail } : null,
    created_at: row.createdAt.toISOString(),
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}

export function serializeImport(row: PhoneNumberImport): ImportRecord {
  return { ...serializeImportSummary(row), errors: ImportError.array().parse(row.errors) };
}
