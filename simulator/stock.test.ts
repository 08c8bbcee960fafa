import { describe, expect, it } from "vitest";
import { findAreaCode, isTollFree, listAreaCodes } from "@/lib/numbers/area-codes/area-codes";
import { findStockNumber, listStock } from "./stock";

const local = [...listStock("local")];
const tollFree = [...listStock("toll_free")];

describe("the stock", () => {
  it("holds nothing but numbers set aside for fiction", () => {
    const real = [...local, ...tollFree].filter(({ phoneNumber }) => !/^\+1[2-9]\d\d55501\d\d$/.test(phoneNumber));
    expect(real).toEqual([]);
  });

  it("holds a hundred different numbers of every area code", () => {
    expect(new Set([...local, ...tollFree].map(({ phoneNumber }) => phoneNumber)).size).toBe(
      listAreaCodes().length * 100,
    );
    expect(tollFree.every(({ areaCode }) => isTollFree(areaCode))).toBe(true);
  });

  it("knows a number by itself, and no other", () => {
    expect(findStockNumber("+14155550142")).toBe(
      [...listStock("local", [415])].find(({ phoneNumber }) => phoneNumber.endsWith("0142")),
    );
    for (const stranger of ["+14155550200", "+14155559142", "+15555550142", "+442079460142", "4155550142"]) {
      expect(findStockNumber(stranger)).toBeUndefined();
    }
  });

  it("places every local number in the state of its area code", () => {
    expect(local.filter(({ areaCode, region }) => region !== findAreaCode(areaCode)?.region)).toEqual([]);
  });

  it("covers several towns and most postal codes of a city", () => {
    const area = [...listStock("local", [415, 628])];
    expect(new Set(area.map(({ locality }) => locality))).toContain("Mill Valley");
    expect(new Set(area.map(({ postalCode }) => postalCode))).toContain("94105");
    expect(new Set(area.map(({ postalCode }) => postalCode)).size).toBeGreaterThan(60);
  });

  it("gives nearly every number voice, and some only voice or only messages", () => {
    const share = (fits: (number: (typeof local)[number]) => boolean) => local.filter(fits).length / local.length;
    expect(share(({ capabilities }) => capabilities.voice)).toBeGreaterThan(0.95);
    expect(share(({ capabilities }) => !capabilities.voice)).toBeGreaterThan(0);
    expect(share(({ capabilities }) => !capabilities.sms)).toBeGreaterThan(0.05);
    expect(share(({ capabilities }) => capabilities.sms && !capabilities.mms)).toBeGreaterThan(0.05);
  });

  it("is listed in the same order every time, jumping from city to city", () => {
    const shown = local.slice(0, 30);
    expect([...listStock("local")].slice(0, 30)).toEqual(shown);
    expect(new Set(shown.map(({ areaCode }) => areaCode)).size).toBeGreaterThan(20);
  });
});
