import { randomUUID } from "node:crypto";
import { recordAuditEvent } from "@/lib/audit/record-audit-event";
import { type Context, requireScope } from "@/lib/auth/actor";
import { actAsSystem, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { hasRoomFor, takeSlots } from "@/lib/organizations/take-slot";
import { holdNumbers } from "@/lib/phone-numbers/number-owners";
import { managePhoneNumbers } from "@/lib/phone-numbers/scopes";
import { lockCustomerTrunk } from "@/lib/trunks/get-trunk";
import { insertNumbers } from "./insert-numbers";
import { type Judgement, judgeLines } from "./judge-lines";
import { type ImportFile, readImport } from "./read-import";
import type { ImportQuery, ImportReport } from "./schemas";

/** Locks and indexes of a hundred thousand rows take their time. */
const TIMEOUT_MS = 120_000;

/**
 * Registers every number of a CSV file, or none: one bad line and nothing is written. What is on its trunk already is
 * left as it is, so that the same file may be sent again. A dry run comes to the same judgement and writes nothing.
 * Throws `forbidden`, `validation_failed` for what is no such file, `not_found` and `managed_trunk` for the trunk of
 * all lines, `import_has_errors` with the report, `phone_number_limit_reached`.
 */
export async function importPhoneNumbers(
  ctx: Context,
  csv: AsyncIterable<Uint8Array>,
  { dry_run: dryRun = false, trunk_id: trunkId }: ImportQuery,
): Promise<ImportReport> {
  requireScope(ctx, managePhoneNumbers);
  // To its end before the database is asked: however slowly a file arrives, no transaction waits for it.
  const file = await readImport(csv, trunkId ?? "");
  // A number has one owner in the installation: what stands in the way may be another organization's.
  return actAsSystem(
    ctx,
    async (tx) => {
      if (trunkId) await lockCustomerTrunk(tx, ctx, trunkId, "Choose a trunk of your own.");
      return dryRun ? checkFile(tx, ctx, file) : writeFile(tx, ctx, file);
    },
    { timeoutMs: TIMEOUT_MS },
  );
}

async function checkFile(tx: Tx, ctx: Context, file: ImportFile): Promise<ImportReport> {
  const judgement = await judgeLines(tx, ctx.organizationId, file);
  const fits = await hasRoomFor(tx, ctx.organizationId, judgement.numbers.length);
  return { ...reportOf(file, judgement), dry_run: true, exceeds_limit: !fits };
}

async function writeFile(tx: Tx, ctx: Context, file: ImportFile): Promise<ImportReport> {
  await holdNumbers(
    tx,
    file.lines.map(({ number }) => number.e164),
  );
  const judgement = await judgeLines(tx, ctx.organizationId, file);
  const report = reportOf(file, judgement);
  if (report.error_count > 0) throw hasErrors(report);
  const { numbers } = judgement;
  if (numbers.length === 0) return report;
  await takeSlots(tx, ctx.organizationId, numbers.length);
  await insertNumbers(tx, ctx.organizationId, numbers);
  await recordAuditEvent(tx, ctx, {
    action: "phone_number.imported",
    targetId: randomUUID(),
    after: { numbers: numbers.length, trunk_ids: [...new Set(numbers.map(({ trunkId }) => trunkId))].slice(0, 100) },
  });
  return report;
}

function reportOf(file: ImportFile, { numbers, errors }: Judgement): ImportReport {
  return {
    dry_run: false,
    lines: file.count,
    new_numbers: numbers.length,
    unchanged: file.count - numbers.length - errors.count,
    ignored_columns: file.ignoredColumns,
    warnings: file.warnings,
    exceeds_limit: false,
    error_count: errors.count,
    errors: errors.first(),
  };
}

function hasErrors(report: ImportReport): AppError {
  const lines = report.error_count === 1 ? "1 line is" : `${report.error_count.toLocaleString("en-US")} lines are`;
  return new AppError(
    "import_has_errors",
    `${lines} not right, so nothing was imported. Correct the file and send it again.`,
    {
      members: { report },
    },
  );
}
