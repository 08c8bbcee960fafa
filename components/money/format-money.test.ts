import { expect, it } from "vitest";
import { formatMoney, sumMoney } from "./format-money";

const usd = (amount: string) => ({ amount, currency: "USD" });

it("writes a price with two digits, and with more only when it has them", () => {
  expect(formatMoney(usd("1.15"))).toBe("$1.15");
  expect(formatMoney(usd("1.1500"))).toBe("$1.15");
  expect(formatMoney(usd("0.0075"))).toBe("$0.0075");
  expect(formatMoney(usd("12"))).toBe("$12.00");
});

it("sums exactly", () => {
  const sum = sumMoney(Array.from({ length: 1000 }, () => usd("1.15")));
  expect(sum && formatMoney(sum)).toBe("$1,150.00");
});

it("has no sum when a price is not known, currencies differ, or there is nothing to add", () => {
  expect(sumMoney([usd("1.15"), null])).toBeNull();
  expect(sumMoney([usd("1.15"), { amount: "1.00", currency: "EUR" }])).toBeNull();
  expect(sumMoney([])).toBeNull();
});
