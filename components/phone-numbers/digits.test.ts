import { expect, it } from "vitest";
import { digitsOf, hasNoDigits } from "./digits";

it("takes the digits out of whatever was pasted", () => {
  expect(digitsOf(" (415) 555-01")).toBe("41555501");
  expect(digitsOf("+1 415")).toBe("1415");
  expect(digitsOf("\u202A+1\u2011415\u202C")).toBe("1415");
  expect(digitsOf("＋１ ４１５")).toBe("1415");
  expect(digitsOf("front desk")).toBe("");
});

it("knows a text that no number can contain from an empty one", () => {
  expect(hasNoDigits("front desk")).toBe(true);
  expect(hasNoDigits("  ")).toBe(false);
  expect(hasNoDigits("a4")).toBe(false);
});
