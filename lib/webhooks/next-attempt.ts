const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 4 * 60 * 60 * 1_000;

/**
 * Milliseconds before the next attempt: twice the time spent so far, between five seconds and four hours, plus or minus
 * a fifth, so endpoints that failed together do not retry together. About fourteen attempts a day.
 * @param triedForMs since the first attempt was due
 * @param askedMs requested by the endpoint's Retry-After
 */
export function pauseBeforeNextAttempt(triedForMs: number, askedMs = 0, random = Math.random()): number {
  const pause = Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, 2 * triedForMs));
  return Math.round(Math.max(pause * (0.8 + 0.4 * random), Math.min(askedMs, LONGEST_PAUSE_MS)));
}
