import { Prisma } from "@/lib/generated/prisma/client";
import { isUniqueViolation } from "@/lib/platform/db/database-errors";
import { system } from "@/lib/platform/db/system";
import { runPeriodically } from "@/lib/platform/jobs/run-periodically";
import { log } from "@/lib/platform/log";
import { importsRunningHere, importWorkflow, importWorkflowId, MAX_RUNNING_HERE } from "./import-workflow";

const EVERY_MS = 2_000;
const START_SECONDS = 5;
const LONGEST_MS = 24 * 60 * 60 * 1_000;

/** One import per organization at a time, oldest first. Restarts imports whose server died before starting them. */
export async function startDueImports(): Promise<void> {
  for (const { id } of await unstartedImports()) await start(id);
  while (importsRunningHere().size < MAX_RUNNING_HERE) {
    const id = await claimNext();
    if (id === undefined) return;
    await start(id);
  }
}

async function start(importId: string): Promise<void> {
  const here = importsRunningHere();
  here.add(importId);
  try {
    const running = await importWorkflow.start(importWorkflowId(importId), { importId });
    void running
      .ended(LONGEST_MS)
      .then(startNext)
      .catch((error) => log().warn({ error }, "an import was not followed"));
  } catch (error) {
    here.delete(importId);
    throw error;
  }
  /** Lets the next import start without waiting for the sweep. */
  async function startNext(hasEnded: boolean): Promise<void> {
    here.delete(importId);
    if (hasEnded) await startDueImports();
  }
}

async function claimNext(): Promise<string | undefined> {
  try {
    const { rows } = await system().sql<{ id: string }>(
      Prisma.sql`
      UPDATE phone_number_import SET started_at = now()
      WHERE id = (
        SELECT id FROM phone_number_import waiting
        WHERE started_at IS NULL AND finished_at IS NULL AND NOT EXISTS (
          SELECT FROM phone_number_import other
          WHERE other.organization_id = waiting.organization_id AND other.started_at IS NOT NULL
            AND other.finished_at IS NULL)
        ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING id`,
      { writes: true },
    );
    return rows[0]?.id;
  } catch (error) {
    // Another server has just started one of the same organization.
    if (isUniqueViolation(error)) return undefined;
    throw error;
  }
}

async function unstartedImports(): Promise<{ id: string }[]> {
  const { rows } = await system().sql<{ id: string }>(Prisma.sql`
    SELECT id FROM phone_number_import
    WHERE finished_at IS NULL AND heartbeat_at IS NULL AND started_at < now() - make_interval(secs => ${START_SECONDS})
    ORDER BY started_at LIMIT 50`);
  return rows;
}

export function startImportJob(): void {
  runPeriodically("starting imports", EVERY_MS, startDueImports);
}
