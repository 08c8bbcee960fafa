import { system } from "@/lib/platform/db/system";
import { runPeriodically } from "@/lib/platform/jobs/run-periodically";

const EVERY_MS = 60 * 60 * 1_000;
const BATCH = 1_000;

/** Deletes in batches, so that locks are short. Returns the number of keys; 0 while another server purges. */
export async function purgeIdempotencyKeys(batch = BATCH): Promise<number> {
  for (let purged = 0; ; ) {
    const count = await purgeBatch(batch);
    purged += count;
    if (count < batch) return purged;
  }
}

async function purgeBatch(batch: number): Promise<number> {
  return system().transaction(async (tx) => {
    const [lock] = await tx.$queryRaw<{ held: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtext('trunkline:idempotency-purge')) AS held`;
    if (!lock?.held) return 0;
    return tx.$executeRaw`
      DELETE FROM idempotency_key
      WHERE (organization_id, endpoint, key) IN (
        SELECT organization_id, endpoint, key FROM idempotency_key
        WHERE expires_at <= now() ORDER BY expires_at LIMIT ${batch} FOR UPDATE SKIP LOCKED)`;
  });
}

export function startPurgeOfIdempotencyKeys(): void {
  runPeriodically("purging idempotency keys", EVERY_MS, () => purgeIdempotencyKeys());
}
