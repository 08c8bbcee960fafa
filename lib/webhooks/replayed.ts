/** How long attempts go on. */
export const triesForMs = 24 * 60 * 60 * 1_000;

/** Due at once and for another day, whatever it was. */
export function replayed(now: Date) {
  const giveUpAt = new Date(now.getTime() + triesForMs);
  return { status: "pending", nextAttemptAt: now, giveUpAt, error: null, updatedAt: now } as const;
}
