import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { PhoneNumberType } from "@/lib/carriers/carrier";
import { AppError } from "@/lib/errors";

export type ParsedPhoneNumber = { e164: string; countryCode: string; phoneNumberType: PhoneNumberType };

/** Undefined for what is no complete phone number in E.164 (a leading `+`, the country and all digits). */
export function findPhoneNumber(text: string): ParsedPhoneNumber | undefined {
  if (!/^\+[1-9]\d{6,14}$/.test(text)) return undefined;
  const parsed = parsePhoneNumberFromString(text);
  if (!parsed?.isValid()) return undefined;
  return {
    e164: parsed.number,
    // Toll-free numbers belong to the whole numbering plan; carriers sell +1 ones as US.
    countryCode: parsed.country ?? (parsed.countryCallingCode === "1" ? "US" : ""),
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
