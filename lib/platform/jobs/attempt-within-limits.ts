import { DBOS, Error as EngineErrors } from "@dbos-inc/dbos-sdk";
import { DBOSExecutor } from "@dbos-inc/dbos-sdk/internal/dbos-executor";
import { Prisma } from "@/lib/generated/prisma/client";
import { system } from "@/lib/platform/db/system";
import { log } from "@/lib/platform/log";
import { MAX_ATTEMPTS, maxRetryMs, retryPauseMs } from "./retry-limits";

export const isEnginesWord = (error: unknown): boolean =>
  error instanceof EngineErrors.DBOSWorkflowConflictError || error instanceof EngineErrors.DBOSWorkflowCancelledError;

/**
 * Repeats `run` with growing pauses. Throws its last error after MAX_ATTEMPTS failures or WORKFLOW_PATIENCE_MS, not
 * counting database outages, during which no result could be recorded. Never settles once this server's engine has
 * stopped, so that the next server continues the work.
 */
export async function attemptWithinLimits<T>(step: string, run: () => Promise<T>): Promise<T> {
  const engine = DBOSExecutor.globalInstance;
  let failures = 0;
  let firstFailureAt: number | undefined;
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (isEnginesWord(error)) throw error;
      if (await isDatabaseAway()) {
        log().warn({ error, workflow: DBOS.workflowID, step }, "a step waits for the database");
      } else {
        failures += 1;
        firstFailureAt ??= performance.now();
        const isLast = failures >= MAX_ATTEMPTS || performance.now() - firstFailureAt >= maxRetryMs();
        log().warn({ error, workflow: DBOS.workflowID, step, failures, isLast }, "a step failed");
        if (isLast) throw error;
      }
      await pause(retryPauseMs(Math.max(1, failures)));
      if (hasStopped(engine)) await never();
    }
  }
}

export function hasStopped(engine: typeof DBOSExecutor.globalInstance): boolean {
  return !DBOS.isInitialized() || DBOSExecutor.globalInstance !== engine;
}

export const never = (): Promise<never> => new Promise(() => {});

async function isDatabaseAway(): Promise<boolean> {
  return system()
    .sql(Prisma.sql`SELECT 1 AS here`)
    .then(
      () => false,
      () => true,
    );
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms).unref());
