import { describe, expect, it } from "vitest";
import { e164FromPath, findPhoneNumber, parsePhoneNumber } from "./parse-phone-number";

describe("phone numbers", () => {
  it.each([
    ["+14155550123", "US", "local"],
    ["+18005550190", "US", "toll_free"],
    ["+442079460123", "GB", "local"],
  ])("%s is of %s and %s", (text, countryCode, phoneNumberType) => {
    expect(findPhoneNumber(text)).toEqual({ e164: text, countryCode, phoneNumberType });
  });

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
  ])("%j is none", (text) => expect(() => parsePhoneNumber(text)).toThrow("E.164"));

  it("come with or without the plus in a path", () => {
    expect(e164FromPath("14155550123")).toBe("+14155550123");
    expect(e164FromPath("+14155550123")).toBe("+14155550123");
  });
});
