import { describe, expect, it } from "vitest";
import { pauseBeforeNextAttempt } from "./next-attempt";

const HOUR = 60 * 60 * 1_000;

/** When the attempts of a day are made, in milliseconds after the first. */
function attemptsOfADay(random: number): number[] {
  const attempts = [0];
  for (let at = 0; ; attempts.push(at)) {
    at += pauseBeforeNextAttempt(at, 0, random);
    if (at > 24 * HOUR) return attempts;
  }
}

describe("the pause before the next attempt", () => {
  it("grows from seconds to hours, so that a day has about fourteen attempts", () => {
    expect(attemptsOfADay(0.5).map((at) => Math.round(at / 1_000))).toEqual([
      0, 5, 15, 45, 135, 405, 1_215, 3_645, 10_935, 25_335, 39_735, 54_135, 68_535, 82_935,
    ]);
    expect(attemptsOfADay(0).length).toBeLessThan(20);
    expect(attemptsOfADay(1).length).toBeGreaterThan(10);
  });

  it("differs from endpoint to endpoint", () => {
    expect([0, 0.5, 1].map((random) => pauseBeforeNextAttempt(0, 0, random))).toEqual([4_000, 5_000, 6_000]);
  });

  it("is as long as the endpoint asks for, within reason", () => {
    expect(pauseBeforeNextAttempt(0, 90_000)).toBe(90_000);
    expect(pauseBeforeNextAttempt(0, 1_000 * HOUR)).toBe(4 * HOUR);
    expect(pauseBeforeNextAttempt(HOUR, 1_000, 0.5)).toBe(2 * HOUR);
  });
});
