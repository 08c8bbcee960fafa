import { AppError } from "@/lib/platform/errors";
import type { LimitState } from "./rate-limit-store";

/** Throws `rate_limited` if any limit is exceeded, with the time until the last of them resets. */
export function refuseExceeded(states: readonly (LimitState | undefined)[]): void {
  const waits = states.filter((state) => state?.exceeded).map((state) => Math.ceil((state?.resetMs ?? 0) / 1_000));
  if (waits.length === 0) return;
  const retryAfter = Math.max(1, ...waits);
  const detail = `Too many requests. Try again in ${retryAfter} ${retryAfter === 1 ? "second" : "seconds"}.`;
  throw new AppError("rate_limited", detail, { retryAfter });
}
