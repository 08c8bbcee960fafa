import { setTimeout as sleep } from "node:timers/promises";
import { type Context, requireScope } from "@/lib/identity/actor";
import { managePhoneNumbers } from "@/lib/identity/permissions";
import { requireCustomerNumbers } from "@/lib/numbers/phone-numbers/require-customer-numbers";
import { requireTakenAllowance } from "@/lib/numbers/phone-numbers/taken-allowance";
import { env } from "@/lib/platform/env";
import { AppError, type ErrorCode } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { acceptImport, type ImportOrder } from "./accept-import";
import { readImportRow } from "./get-import";
import type { ImportRecord } from "./schemas";
import { serializeImport } from "./serialize-import";
import { startDueImports } from "./start-due-imports";

const POLL_MS = 25;
const SLOWEST_POLL_MS = 250;
const RETRY_SECONDS = 60 * 60;

/**
 * Registers the numbers of a CSV file in a job that survives its server. One bad line prevents all writes. Skips
 * numbers already on their trunk, so the same file can be sent again. Waits up to IMPORT_WAIT_MS.
 * Throws what `acceptImport` throws, `forbidden`, and, when the job fails in time, `validation_failed` for an
 * unreadable file, `import_has_errors` with the report, or `phone_number_limit_reached`.
 */
export async function importPhoneNumbers(ctx: Context, order: ImportOrder): Promise<ImportRecord> {
  requireScope(ctx, managePhoneNumbers);
  requireCustomerNumbers();
  await requireTakenAllowance(ctx.organizationId);
  const id = await acceptImport(ctx, order);
  // The import is already stored, so the next sweep starts what fails to start here.
  startDueImports().catch((error) => log().warn({ error }, "an import waits for the sweep"));
  const ended = await untilFinished(ctx, id, env().IMPORT_WAIT_MS);
  if (ended.status === "failed") throw failureOf(ended);
  return ended;
}

/** Polls, because any server may run the import. */
async function untilFinished(ctx: Context, id: string, budgetMs: number): Promise<ImportRecord> {
  const until = performance.now() + budgetMs;
  for (let pollMs = POLL_MS; ; pollMs = Math.min(pollMs * 1.5, SLOWEST_POLL_MS)) {
    const row = await readImportRow(ctx, id);
    if (row.finishedAt || performance.now() >= until) return serializeImport(row);
    await sleep(pollMs);
  }
}

function failureOf({ error, ...report }: ImportRecord): AppError {
  const { code, detail } = error ?? { code: "internal_error", detail: "The import failed." };
  const members = {
    import_id: report.import_id,
    ...(code === "import_has_errors" && { report: { ...report, error } }),
  };
  const errors = code === "validation_failed" ? { errors: [{ path: "", message: detail }] } : {};
  const retryAfter = code === "rate_limited" ? { retryAfter: RETRY_SECONDS } : {};
  return new AppError(code as ErrorCode, detail, { members, ...errors, ...retryAfter });
}
