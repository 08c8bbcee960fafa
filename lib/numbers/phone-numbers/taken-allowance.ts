import { AppError } from "@/lib/platform/errors";
import { peekLimit, takeFromLimit } from "@/lib/platform/rate-limit/rate-limit";

/*
 * "This number is taken" reveals another organization's number, so each such answer counts against a daily allowance.
 * Once it is spent, no number is registered or judged, because a different answer would reveal the same.
 */

/** Throws `rate_limited` while the organization's allowance is spent. */
export async function requireTakenAllowance(organizationId: string): Promise<void> {
  const state = await peekLimit("taken_numbers", organizationId);
  if (state?.exceeded) throw spent(state.resetMs);
}

/** Counts answers before they are revealed. Throws `rate_limited` instead when they exceed the allowance. */
export async function countTaken(organizationId: string, count: number): Promise<void> {
  if (count === 0) return;
  const state = await takeFromLimit("taken_numbers", organizationId, count);
  if (state?.exceeded) throw spent(state.resetMs);
}

function spent(resetMs: number): AppError {
  const detail =
    "Too many of these numbers are taken in this installation. Your organization can register numbers again tomorrow; ask your operator if they are yours.";
  return new AppError("rate_limited", detail, { retryAfter: Math.max(1, Math.ceil(resetMs / 1_000)) });
}
