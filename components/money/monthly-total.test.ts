import { describe, expect, it } from "vitest";
import { monthlyPriceText, monthlyTotal } from "./monthly-total";

const usd = (amount: string) => ({ amount, currency: "USD" });
const bought = (price: { amount: string; currency: string } | null) => ({
  managed_account_id: "0198e1f2-0000-7000-8000-000000000001",
  monthly_price: price,
  status: "active" as const,
});
const registered = { managed_account_id: null, monthly_price: null, status: "active" as const };
const lost = { ...bought(usd("1.15")), status: "lost_at_carrier" as const };

describe("the monthly total", () => {
  it("is a sum alone when every number has its price", () => {
    expect(monthlyTotal([bought(usd("1.15")), bought(usd("2.15"))])).toBe("$3.30 a month");
  });

  it("says how many numbers it leaves out, and why", () => {
    const numbers = [bought(usd("1.15")), bought(null), registered, registered];
    expect(monthlyTotal(numbers)).toBe("$1.15 a month, 1 number of unknown price, 2 numbers billed elsewhere");
  });

  it("adds no currencies to each other", () => {
    const numbers = [bought(usd("1.15")), bought({ amount: "2.00", currency: "EUR" })];
    expect(monthlyTotal(numbers)).toBe("$1.15 and €2.00 a month");
  });

  it("leaves out what the carrier has lost, which is not billed any more", () => {
    expect(monthlyTotal([bought(usd("1.15")), lost])).toBe("$1.15 a month");
  });

  it("is nothing where nothing is billed here", () => {
    expect(monthlyTotal([registered, lost])).toBeNull();
  });
});

describe("the price of a number", () => {
  it.each([
    [bought(usd("1.15")), "$1.15 a month"],
    [bought(null), "Price unknown"],
    [registered, "Billed by your provider"],
    [lost, "No longer billed"],
  ])("%o: %s", (record, text) => {
    expect(monthlyPriceText(record)).toBe(text);
  });
});
