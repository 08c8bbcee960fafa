import { env } from "@/lib/platform/env";

/** How often one step is tried while the database answers. */
export const MAX_ATTEMPTS = 12;

/** Shares of WORKFLOW_PATIENCE_MS: the first pause (0.5 s of five minutes) and the longest (one minute). */
const FIRST_PAUSE = 1 / 600;
const LONGEST_PAUSE = 1 / 5;

/** How long one step is tried at most, counted from its first failure. Milliseconds. */
export const maxRetryMs = (): number => env().WORKFLOW_PATIENCE_MS;

/** Milliseconds between two attempts: doubles with every failure up to a cap, half of it random. */
export function retryPauseMs(failures: number, random = Math.random()): number {
  const patienceMs = maxRetryMs();
  const cap = Math.min(patienceMs * LONGEST_PAUSE, patienceMs * FIRST_PAUSE * 2 ** (failures - 1));
  return cap * (0.5 + random / 2);
}

/** How long after it was stopped a purchase or release is tried again without being asked. Milliseconds. */
export const RETRY_STOPPED_AFTER_MS = 60 * 60 * 1_000;

/** How often a stopped purchase is tried again without being asked; then it waits for a person. */
export const MAX_UNASKED_RETRIES = 24;

/** Work that is older than this and not ended has lost its workflow, whatever the reason. Milliseconds. */
export const LOST_WORKFLOW_AFTER_MS = 2 * 60 * 60 * 1_000;
