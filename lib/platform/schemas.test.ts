import { describe, expect, it } from "vitest";
import { Instant, QueryBoolean, Uuid } from "./schemas";

describe("a flag in a query", () => {
  it.each([
    ["true", true],
    ["True", true],
    ["1", true],
    ["false", false],
    ["False", false],
    ["0", false],
  ])("%s is %s", (word, flag) => expect(QueryBoolean.parse(word)).toBe(flag));

  it.each(["", "yes", "TRUE", "2", "null"])("%j is refused", (word) => {
    expect(QueryBoolean.safeParse(word).error?.issues[0]?.message).toBe("Expected true or false.");
  });
});

describe("an instant", () => {
  it.each([
    ["2026-01-02", "2026-01-02T00:00:00.000Z"],
    ["2026-01-02T03:04", "2026-01-02T03:04:00.000Z"],
    ["2026-01-02T03:04Z", "2026-01-02T03:04:00.000Z"],
    ["2026-01-02t03:04:05z", "2026-01-02T03:04:05.000Z"],
    ["2026-01-02T03:04:05.678901", "2026-01-02T03:04:05.678Z"],
    ["2026-01-02 03:04:05", "2026-01-02T03:04:05.000Z"],
    ["2026-01-02T03:04:05+02:00", "2026-01-02T01:04:05.000Z"],
    ["2026-01-02T03:04:05 02:00", "2026-01-02T01:04:05.000Z"],
    ["2026-01-02T03:04-02:30", "2026-01-02T05:34:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
  ])("%s is %s", (text, instant) => expect(new Date(Instant.parse(text)).toISOString()).toBe(instant));

  it.each([
    "",
    "2026",
    "2026-01",
    "2026-02-30",
    "2026-01-02T25:00",
    "2026-01-02T03",
    "2026-01-02T03:04:05+2",
    "0000-01-01",
  ])("%j is refused", (text) => {
    expect(Instant.safeParse(text).error?.issues[0]?.message).toBe(
      "Expected an ISO 8601 instant such as 2026-11-23T09:30:00.000Z.",
    );
  });

  it("is no number", () => {
    expect(Instant.safeParse(1_767_322_800).error?.issues[0]?.message).toMatch(/^Expected an ISO 8601 instant/);
  });
});

it("an id is compared in lower case, whichever it was written in", () => {
  expect(Uuid.parse("018F4C9E-7B5A-7000-8000-0000000000AB")).toBe("018f4c9e-7b5a-7000-8000-0000000000ab");
});
