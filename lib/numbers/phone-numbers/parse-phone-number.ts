import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { PhoneNumberType } from "@/lib/carriers/carrier";
import { findAreaCode } from "@/lib/numbers/area-codes/area-codes";
import { AppError } from "@/lib/platform/errors";

export type ParsedPhoneNumber = {
  e164: string;
  /** ISO 3166-1 alpha-2; null for numbers without a country (+800, +870, +883) and for unknown countries. */
  countryCode: string | null;
  phoneNumberType: PhoneNumberType;
};

const northAmerican = /^\+1([2-9]\d\d)[2-9]\d{6}$/;

/**
 * Accepts only complete E.164 numbers. North American numbers only need the right shape: libphonenumber lags a year
 * behind new area codes (nyaruka/phonenumbers#227), and the carrier knows which numbers are in service.
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

export function e164FromPath(segment: string): string {
  return segment.startsWith("+") ? segment : `+${segment}`;
}
