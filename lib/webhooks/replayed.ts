export const triesForMs = 24 * 60 * 60 * 1_000;

/** Makes a delivery in any state due at once, for another day. */
export function replayed(now: Date) {
  const giveUpAt = new Date(now.getTime() + triesForMs);
  return { status: "pending", nextAttemptAt: now, giveUpAt, error: null, updatedAt: now } as const;
}
