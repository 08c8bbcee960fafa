import { afterEach, describe, expect, it } from "vitest";
import { carrierOf } from "@/lib/numbers/managed-accounts/carrier-of";
import { defaultAccount } from "@/test/support/bought-number";
import { newOrganization } from "@/test/support/organization";
import { calmCarrier } from "@/test/support/purchasing";
import { simulator } from "@/test/support/world";
import { suggestAreaCodes, typeOfAreaCode } from "./suggest-area-codes";

afterEach(calmCarrier);

const search = { countryCode: "US", phoneNumberType: "local", areaCode: 212, limit: 20 } as const;

async function carrierFor() {
  const organization = await newOrganization();
  return carrierOf(await defaultAccount(organization)).forOrganization(organization.id);
}

describe("area codes to try instead", () => {
  it("that answer late are pending, and are there when asked again", async () => {
    const carrier = await carrierFor();
    await simulator.addFault({ operation: "search", kind: "latency", latency_ms: 700, times: null });
    expect(await suggestAreaCodes(carrier, search, 200)).toEqual({ suggestions: [], isPending: true });
    const later = await suggestAreaCodes(carrier, search, 5_000);
    expect(later.isPending).toBe(false);
    expect(later.suggestions).toHaveLength(4);
  });

  it("are none in other countries, for no area code and for one that is not known", async () => {
    const carrier = await carrierFor();
    const nothing = { suggestions: [], isPending: false };
    const { areaCode: _areaCode, ...anywhere } = search;
    for (const query of [{ ...search, countryCode: "CA" }, anywhere, { ...search, areaCode: 999 }]) {
      expect(await suggestAreaCodes(carrier, query, 1_000)).toEqual(nothing);
    }
  });
});

it.each([
  [415, "local"],
  [621, "local"],
  [800, "toll_free"],
  [833, "toll_free"],
  [999, undefined],
])("%i is a code of %s numbers", (areaCode, type) => {
  expect(typeOfAreaCode(areaCode)).toBe(type);
});
