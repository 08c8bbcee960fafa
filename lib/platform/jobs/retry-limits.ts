import { env } from "@/lib/platform/env";

/** Attempts per step; those during a database outage do not count. */
export const MAX_ATTEMPTS = 12;

/** As fractions of WORKFLOW_PATIENCE_MS. */
const FIRST_PAUSE = 1 / 600;
const LONGEST_PAUSE = 1 / 5;

/** The maximum time for retries of one step, counted from its first failure. Milliseconds. */
export const maxRetryMs = (): number => env().WORKFLOW_PATIENCE_MS;

/** The pause between two attempts: doubles with each failure up to a cap, half of it random. Milliseconds. */
export function retryPauseMs(failures: number, random = Math.random()): number {
  const patienceMs = maxRetryMs();
  const cap = Math.min(patienceMs * LONGEST_PAUSE, patienceMs * FIRST_PAUSE * 2 ** (failures - 1));
  return cap * (0.5 + random / 2);
}

/** The delay before a stopped purchase or release is retried automatically. Milliseconds. */
export const RETRY_STOPPED_AFTER_MS = 60 * 60 * 1_000;

/** Automatic retries of a stopped purchase, after which it waits for a person. */
export const MAX_UNASKED_RETRIES = 24;

/** Unfinished work older than this has lost its workflow. Milliseconds. */
export const LOST_WORKFLOW_AFTER_MS = 2 * 60 * 60 * 1_000;
