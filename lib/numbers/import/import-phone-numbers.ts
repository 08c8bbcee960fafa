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
/** After an import that was told of too many numbers of others. */
const RETRY_SECONDS = 60 * 60;

/**
 * Registers the numbers of a CSV file as a job that survives its server: every line is checked before the first is
 * written, and one bad line keeps all from being written. What is on its trunk already is left as it is, so that the same
 * file may be sent again. A dry run comes to the same judgement and writes nothing.
 * Waits IMPORT_WAIT_MS for its end; the import as it stands then.
 * Throws what `acceptImport` throws, `forbidden`, and as the end of the job `validation_failed` for what is no such file,
 * `import_has_errors` with the report, `phone_number_limit_reached`.
 */
export async function importPhoneNumbers(ctx: Context, order: ImportOrder): Promise<ImportRecord> {
  requireScope(ctx, managePhoneNumbers);
  requireCustomerNumbers();
  await requireTakenAllowance(ctx.organizationId);
  const id = await acceptImport(ctx, order);
  // It is written down: what cannot be started now is started by the next sweep.
  startDueImports().catch((error) => log().warn({ error }, "an import waits for the sweep"));
  const ended = await untilFinished(ctx, id, env().IMPORT_WAIT_MS);
  if (ended.status === "failed") throw failureOf(ended);
  return ended;
}

/** Any server may run it. */
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
