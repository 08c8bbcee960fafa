import type { CarrierError } from "@/lib/carriers/carrier";

/** The longest that a carrier's own wish (`Retry-After`) is honoured. */
const MAX_ASKED_MS = 60_000;

/**
 * Milliseconds to wait after the `attempt`th failure: full jitter beneath a cap that doubles (AWS, "Exponential Backoff
 * And Jitter"), never sooner than the carrier asks.
 */
export function backOffMs({ details }: CarrierError, attempt: number, { firstMs, maxMs }: BackOff): number {
  const capMs = Math.min(maxMs, firstMs * 2 ** (attempt - 1));
  return Math.min(MAX_ASKED_MS, details.retryAfterMs ?? 0) + Math.random() * capMs;
}

/** The cap after the first failure, and the one that it never passes. */
type BackOff = { firstMs: number; maxMs: number };
