import { expect, it } from "vitest";
import type { NumberForSale, SearchNumbersResult } from "@/lib/numbers/purchase/schemas";
import { keepPlaces } from "./keep-places";

function forSale(line: string, amount = "1.15"): NumberForSale {
  return {
    phone_number: `+1415555${line}`,
    friendly_name: `(415) 555-${line}`,
    country_code: "US",
    phone_number_type: "local",
    locality: "San Francisco",
    region: "CA",
    postal_code: "94105",
    capabilities: { voice: true, sms: true, mms: false },
    monthly_price: { amount, currency: "USD" },
  };
}

const result = (...data: NumberForSale[]): SearchNumbersResult => ({ data, suggestions: [] });

it("takes the first search as it is", () => {
  const first = result(forSale("0101"));
  expect(keepPlaces(undefined, first)).toBe(first);
});

it("leaves every row where it was, and puts new ones below", () => {
  const before = result(forSale("0101"), forSale("0102"), forSale("0103"));
  const fresh = result(forSale("0109"), forSale("0103"), forSale("0101"));
  expect(keepPlaces(before, fresh)).toEqual(result(forSale("0101"), forSale("0102"), forSale("0103"), forSale("0109")));
});

it("takes over a new price", () => {
  expect(keepPlaces(result(forSale("0101")), result(forSale("0101", "1.30")))).toEqual(result(forSale("0101", "1.30")));
});
