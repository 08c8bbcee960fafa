import type { CarrierError } from "@/lib/carriers/carrier";

/** The maximum `Retry-After` that is honored. */
const MAX_ASKED_MS = 60_000;

/** Milliseconds: full jitter below a doubling cap (AWS, "Exponential Backoff And Jitter"), at least `Retry-After`. */
export function backOffMs({ details }: CarrierError, attempt: number, { firstMs, maxMs }: BackOff): number {
  const capMs = Math.min(maxMs, firstMs * 2 ** (attempt - 1));
  return Math.min(MAX_ASKED_MS, details.retryAfterMs ?? 0) + Math.random() * capMs;
}

type BackOff = { firstMs: number; maxMs: number };
