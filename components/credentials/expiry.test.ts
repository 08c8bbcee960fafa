import { describe, expect, it } from "vitest";
import { expiryChoices, expiryOf } from "./expiry";

const now = Date.parse("2026-11-25T10:00:00.000Z");

describe("the expiry of a key", () => {
  it("is offered as documented", () => {
    const labels = ["1 day", "7 days", "30 days", "90 days", "365 days", "Never", "Custom Date"];
    expect(expiryChoices.map(({ label }) => label)).toEqual(labels);
  });

  it("is that many days from now, or never", () => {
    expect(expiryOf("7", "", now)).toBe(Date.parse("2026-12-02T10:00:00.000Z"));
    expect(expiryOf("never", "", now)).toBeNull();
  });

  it("on a day of one's own is its end", () => {
    expect(expiryOf("custom", "2026-12-24", now)).toBe(new Date(2026, 11, 24, 23, 59, 59, 999).getTime());
  });

  it.each(["", "tomorrow", "2026-11-01"])("is missing for %j", (day) => {
    expect(expiryOf("custom", day, now)).toBeUndefined();
  });
});
