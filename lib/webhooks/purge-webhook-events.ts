import { system } from "@/lib/platform/db/system";
import { runPeriodically } from "@/lib/platform/jobs/run-periodically";

const KEEP_DAYS = 30;
const EVERY_MS = 60 * 60 * 1_000;
const BATCH = 1_000;

/** Deletes events older than 30 days with their deliveries, except pending ones. Returns how many were deleted. */
export async function purgeWebhookEvents(batch = BATCH): Promise<number> {
  for (let purged = 0; ; ) {
    const count = await system().transaction(
      (tx) => tx.$executeRaw`
        DELETE FROM webhook_event WHERE id IN (
          SELECT id FROM webhook_event event
          WHERE created_at < now() - make_interval(days => ${KEEP_DAYS}::int) AND NOT EXISTS (
            SELECT 1 FROM webhook_delivery WHERE event_id = event.id AND status = 'pending')
          ORDER BY created_at LIMIT ${batch} FOR UPDATE SKIP LOCKED)`,
    );
    purged += count;
    if (count < batch) return purged;
  }
}

/** Deletes the engine's records of ended attempts: each attempt has its own workflow, which is never queried again. */
export async function forgetEndedAttempts(): Promise<void> {
  await system().transaction(
    (tx) => tx.$executeRaw`
      DELETE FROM dbos.workflow_status
      WHERE name = 'webhook-delivery' AND status = 'SUCCESS'
        AND created_at < (extract(epoch FROM now() - interval '2 days') * 1000)::bigint`,
  );
}

export function startPurgeOfWebhookEvents(): void {
  runPeriodically("purging webhook events", EVERY_MS, async () => {
    await purgeWebhookEvents();
    await forgetEndedAttempts();
  });
}
