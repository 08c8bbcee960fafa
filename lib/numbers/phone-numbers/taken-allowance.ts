import { AppError } from "@/lib/platform/errors";
import { peekLimit, takeFromLimit } from "@/lib/platform/rate-limit/rate-limit";

/*
 * "This number is taken" tells one organization what another has. Each such answer is counted, and when a day's are spent
 * no number is registered and none is judged until they come back: otherwise the answer could still be told from the
 * other.
 */

/** Throws `rate_limited` while the organization has been told of too many taken numbers. */
export async function requireTakenAllowance(organizationId: string): Promise<void> {
  const state = await peekLimit("taken_numbers", organizationId);
  if (state?.exceeded) throw spent(state.resetMs);
}

/** Counts what the organization is about to be told. Throws `rate_limited` instead when that is too much. */
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
