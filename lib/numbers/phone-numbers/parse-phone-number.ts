import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { PhoneNumberType } from "@/lib/carriers/carrier";
import { findAreaCode } from "@/lib/numbers/area-codes/area-codes";
import { AppError } from "@/lib/platform/errors";

export type ParsedPhoneNumber = {
  e164: string;
  /** ISO 3166-1 alpha-2; null for numbers of no country (+800, +870, +883) and where it is not known. */
  countryCode: string | null;
  phoneNumberType: PhoneNumberType;
};

/** Area code, exchange and line of the North American Numbering Plan. */
const northAmerican = /^\+1([2-9]\d\d)[2-9]\d{6}$/;

/**
 * Undefined for what is no complete phone number in E.164 (a leading `+`, the country and all digits). Of a North American
 * number the shape is enough: libphonenumber lags a year behind new area codes (nyaruka/phonenumbers#227), and whether
 * one is in service is for the carrier to say.
 */
export function findPhoneNumber(text: string): ParsedPhoneNumber | undefined {
  if (!/^\+[1-9]\d{6,14}$/.test(text)) return undefined;
  const parsed = parsePhoneNumberFromString(text);
  const [, areaCode] = northAmerican.exec(text) ?? [];
  const isNumber = areaCode === undefined ? parsed?.isValid() : parsed?.isPossible();
  if (!parsed || !isNumber) return undefined;
  const home = findAreaCode(Number(areaCode));
  return {
    e164: parsed.number,
    countryCode: parsed.country ?? (home ? "US" : null),
    phoneNumberType: parsed.getType() === "TOLL_FREE" ? "toll_free" : "local",
  };
}

/** Throws `invalid_phone_number`. */
export function parsePhoneNumber(text: string): ParsedPhoneNumber {
  const parsed = findPhoneNumber(text);
  if (parsed) return parsed;
  const detail = "This is not a phone number in E.164. Write it with + and the country code, such as +14155550123.";
  throw new AppError("invalid_phone_number", detail, { errors: [{ path: "phone_number", message: "Not E.164." }] });
}

/** A number in a path: `+1…` or `1…`. */
export function e164FromPath(segment: string): string {
  return segment.startsWith("+") ? segment : `+${segment}`;
}
