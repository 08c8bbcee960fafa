import { describe, expect, it } from "vitest";
import { dayAndTime, durationText, fullTime, shortTime, utc } from "./time-text";

const now = new Date("2026-11-23T10:00:00.000Z");
const short = (iso: string) => shortTime(new Date(iso), now, utc);
const newYork = () => -300;

describe("a time in a few words", () => {
  it("counts minutes, then hours", () => {
    expect(short("2026-11-23T10:00:05.000Z")).toBe("just now");
    expect(short("2026-11-23T09:59:20.000Z")).toBe("just now");
    expect(short("2026-11-23T09:59:00.000Z")).toBe("1 min ago");
    expect(short("2026-11-23T09:01:00.000Z")).toBe("59 min ago");
    expect(short("2026-11-23T09:00:00.000Z")).toBe("1 h ago");
    expect(short("2026-11-22T10:30:00.000Z")).toBe("24 h ago");
  });

  it("says the day after that, and the year when it is another one", () => {
    expect(short("2026-11-03T10:00:00.000Z")).toBe("Nov 3");
    expect(short("2025-11-03T10:00:00.000Z")).toBe("Nov 3, 2025");
  });

  it("says the day it was where the reader is", () => {
    expect(shortTime(new Date("2026-11-03T02:00:00.000Z"), now, newYork)).toBe("Nov 2");
  });
});

it("writes the full time with its zone", () => {
  expect(fullTime(now, utc)).toBe("Nov 23, 2026, 10:00:00 UTC");
  expect(fullTime(now, newYork)).toBe("Nov 23, 2026, 05:00:00 UTC-5");
  expect(fullTime(now, () => 330)).toBe("Nov 23, 2026, 15:30:00 UTC+5:30");
});

it("says the day and the time of a moment that is near", () => {
  expect(dayAndTime(new Date("2026-12-02T03:05:00.000Z"), utc)).toBe("Dec 2, 03:05");
  expect(dayAndTime(new Date("2026-12-02T03:05:00.000Z"), newYork)).toBe("Dec 1, 22:05");
});

describe("how long something has lasted", () => {
  const minute = 60_000;
  it.each([
    [5_000, "1 minute"],
    [8 * minute, "8 minutes"],
    [60 * minute, "1 hour"],
    [47 * 60 * minute, "47 hours"],
    [72 * 60 * minute, "3 days"],
  ])("of %i ms: %s", (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});
