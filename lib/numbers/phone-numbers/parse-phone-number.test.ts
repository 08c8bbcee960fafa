import { describe, expect, it } from "vitest";
import { e164FromPath, findPhoneNumber, parsePhoneNumber } from "./parse-phone-number";

describe("phone numbers", () => {
  it.each([
    ["+14155550123", "US", "local"],
    ["+18005550190", "US", "toll_free"],
    ["+442079460123", "GB", "local"],
    ["+80012345678", null, "toll_free"],
    ["+870773111632", null, "local"],
    ["+883510012345678", null, "local"],
    ["+19995550123", null, "local"],
  ])("%s is of %s and %s", (text, countryCode, phoneNumberType) => {
    expect(findPhoneNumber(text)).toEqual({ e164: text, countryCode, phoneNumberType });
  });

  it.each([621, 436, 861, 837, 924, 624, 483, 457, 471, 357, 729, 465, 679])(
    "of the new area code %i are of the United States",
    (areaCode) => {
      const e164 = `+1${areaCode}5550123`;
      expect(findPhoneNumber(e164)).toEqual({ e164, countryCode: "US", phoneNumberType: "local" });
    },
  );

  it.each([
    "",
    "415",
    "4155550123",
    "+1415555012",
    "+141555501234",
    "+0123456789",
    "+1 415 555 0123",
    "+1415555012a",
    "tel:+14155550123",
    "+11155550123",
    "+14151550123",
    "+14150550123",
  ])("%j is none", (text) => expect(() => parsePhoneNumber(text)).toThrow("E.164"));

  it("come with or without the plus in a path", () => {
    expect(e164FromPath("14155550123")).toBe("+14155550123");
    expect(e164FromPath("+14155550123")).toBe("+14155550123");
  });
});
