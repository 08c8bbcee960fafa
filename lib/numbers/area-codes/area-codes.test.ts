import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { describe, expect, it } from "vitest";
import { findAreaCode, isTollFree, listAreaCodes, nearestAreaCodes } from "./area-codes";
import { listLocalities } from "./localities";

const codes = (areaCodes: { code: number }[]) => areaCodes.map(({ code }) => code);

describe("findAreaCode", () => {
  it.each([
    [415, "San Francisco", "CA"],
    [628, "San Francisco", "CA"],
    [212, "New York", "NY"],
    [646, "New York", "NY"],
    [332, "New York", "NY"],
    [917, "New York", "NY"],
    [718, "Brooklyn", "NY"],
    [201, "Jersey City", "NJ"],
    [312, "Chicago", "IL"],
    [512, "Austin", "TX"],
    [206, "Seattle", "WA"],
    [945, "Dallas", "TX"],
    [202, "Washington", "DC"],
    [907, "Anchorage", "AK"],
    [808, "Honolulu", "HI"],
  ])("knows that %i is %s, %s", (code, locality, region) => {
    expect(findAreaCode(code)).toMatchObject({ code, locality, region });
  });

  it.each([204, 416, 787, 555, 911, 100, 900])("knows no US area code %i", (code) => {
    expect(findAreaCode(code)).toBeUndefined();
  });

  it("covers the 50 states and DC, each code once", () => {
    const geographic = listAreaCodes().filter(({ code }) => !isTollFree(code));
    expect(new Set(geographic.map(({ region }) => region)).size).toBe(51);
    expect(new Set(codes(geographic)).size).toBe(geographic.length);
    expect(geographic.length).toBeGreaterThan(350);
  });

  it("lists no code that libphonenumber takes for another country's, and every geographic one that it knows", () => {
    const numberIn = (code: number) => parsePhoneNumberFromString(`+1${code}5550123`);
    const foreign = listAreaCodes().filter(({ code }) => (numberIn(code)?.country ?? "US") !== "US");
    expect(codes(foreign)).toEqual([]);
    const known = Array.from({ length: 800 }, (_, index) => 200 + index).filter((code) => {
      const number = numberIn(code);
      return number?.isValid() && number.country === "US" && number.getType() === "FIXED_LINE_OR_MOBILE";
    });
    expect(known.length).toBeGreaterThan(350);
    expect(known.filter((code) => !findAreaCode(code))).toEqual([]);
  });

  it.each([
    [357, "Fresno", 559],
    [436, "Lorain", 440],
    [457, "Shreveport", 318],
    [465, "Brooklyn", 718],
    [471, "Tupelo", 662],
    [483, "Montgomery", 334],
    [621, "Houston", 713],
    [624, "Buffalo", 716],
    [679, "Detroit", 313],
    [729, "Chattanooga", 423],
    [837, "Redding", 530],
    [861, "Peoria", 309],
    [924, "Rochester", 507],
  ])("knows the new overlay %i of %s, and %i beside it", (code, locality, older) => {
    expect(findAreaCode(code)).toMatchObject({ locality });
    expect(codes(nearestAreaCodes(code, 5))).toContain(older);
    expect(listLocalities(code)).toBe(listLocalities(older));
  });
});

describe("nearestAreaCodes", () => {
  it("puts the overlays of the same place first, then the neighbours", () => {
    expect(codes(nearestAreaCodes(212, 7))).toEqual([332, 646, 917, 201, 551, 347, 465]);
    expect(codes(nearestAreaCodes(415, 2))).toEqual([628, 341]);
    expect(codes(nearestAreaCodes(512, 1))).toEqual([737]);
  });

  it("never names the code itself and never more than asked", () => {
    expect(nearestAreaCodes(312, 3)).toHaveLength(3);
    expect(codes(nearestAreaCodes(312, 400))).not.toContain(312);
    expect(nearestAreaCodes(312, 0)).toEqual([]);
  });

  it("offers the other toll-free codes for a toll-free one", () => {
    expect(codes(nearestAreaCodes(888, 10))).toEqual([800, 877, 866, 855, 844, 833]);
    expect(codes(nearestAreaCodes(415, 400)).filter(isTollFree)).toEqual([]);
  });

  it("offers nothing for a code that does not exist", () => {
    expect(nearestAreaCodes(555, 4)).toEqual([]);
  });
});

describe("listLocalities", () => {
  it("starts with the main city, and every town has postal codes", () => {
    for (const { code, locality, region } of listAreaCodes()) {
      if (isTollFree(code)) continue;
      const towns = listLocalities(code);
      expect(towns[0]).toMatchObject({ name: locality, region });
      expect(towns.every(({ postalCodes }) => postalCodes.length > 0)).toBe(true);
    }
  });

  it("knows the towns around a city", () => {
    expect(listLocalities(415).map(({ name }) => name)).toEqual(expect.arrayContaining(["San Rafael", "Mill Valley"]));
    expect(listLocalities(415)[0]?.postalCodes).toContain("94105");
  });
});
