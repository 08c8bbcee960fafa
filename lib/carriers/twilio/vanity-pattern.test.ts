import { expect, it } from "vitest";
import { matcherFor, toContains } from "@/lib/carriers/twilio/vanity-pattern";

it.each([
  ["415", "415"],
  ["JKL", "JKL"],
  ["*555", "*555"],
  ["555*", "555*"],
  ["415555****", "415555"],
  ["4*55", "55"],
  ["415*5*55012", "55012"],
  ["4*5", undefined],
  ["**", undefined],
])("of the pattern %s the carrier is asked for %s", (pattern, expected) => {
  expect(toContains(pattern)).toBe(expected);
});

it.each([
  ["415*5*0123", "+14155550123", true],
  ["415*6*0123", "+14155550123", false],
  ["J*L01", "+14155550123", true],
  ["01*3", "+14155550123", true],
  ["0123*", "+14155550123", false],
])("%s in %s: %s", (pattern, phoneNumber, expected) => {
  expect(matcherFor(pattern)(phoneNumber)).toBe(expected);
});
