import { setTimeout as sleep } from "node:timers/promises";
import { databasePool } from "@/lib/platform/db/db";

/** Waits up to `withinMs` until no purchase, workflow or release past its undo window is in progress. */
export async function settled(withinMs: number): Promise<void> {
  for (const end = Date.now() + withinMs; Date.now() < end; await sleep(200)) {
    const { rows } = await databasePool().query(`
      SELECT (SELECT count(*) FROM purchase WHERE status = 'pending')
           + (SELECT count(*) FROM phone_number WHERE status = 'releasing' AND release_problem IS NULL
               AND release_at <= clock_timestamp())
           + (SELECT count(*) FROM dbos.workflow_status WHERE status IN ('PENDING', 'ENQUEUED')) AS open`);
    if (Number(rows[0]?.open) === 0) return;
  }
}
