const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 4 * 60 * 60 * 1_000;

/**
 * How long to wait before the next attempt: twice as long as it has been tried already, five seconds at least and four
 * hours at most, give or take a fifth, so that endpoints that fell together do not rise together. About fourteen
 * attempts in a day.
 * @param triedForMs since the first attempt was due
 * @param askedMs what the endpoint asked for with Retry-After
 */
export function pauseBeforeNextAttempt(triedForMs: number, askedMs = 0, random = Math.random()): number {
  const pause = Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, 2 * triedForMs));
  return Math.round(Math.max(pause * (0.8 + 0.4 * random), Math.min(askedMs, LONGEST_PAUSE_MS)));
}
