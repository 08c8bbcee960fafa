import { system } from "@/lib/platform/db/system";
import { runPeriodically } from "@/lib/platform/jobs/run-periodically";

const EVERY_MS = 60 * 60 * 1_000;
/** Matches how long a response is kept under its Idempotency-Key. */
export const IMPORT_KEPT_DAYS = 30;
const BATCH = 1_000;

/** Audit events stay. Returns how many imports were deleted. */
export async function purgeImports(batch = BATCH): Promise<number> {
  for (let purged = 0; ; ) {
    const count = await system().transaction(
      (tx) => tx.$executeRaw`
        DELETE FROM phone_number_import WHERE id IN (
          SELECT id FROM phone_number_import
          WHERE finished_at < now() - make_interval(days => ${IMPORT_KEPT_DAYS}::int)
          ORDER BY finished_at LIMIT ${batch} FOR UPDATE SKIP LOCKED)`,
    );
    purged += count;
    if (count < batch) return purged;
  }
}

export function startPurgeOfImports(): void {
  runPeriodically("purging imports", EVERY_MS, () => purgeImports());
}
