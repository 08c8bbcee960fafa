import type { AvailableNumber } from "@/lib/carriers/carrier";
import { homeOf, type Place } from "@/lib/phone-numbers/home-of";
import type { ParsedPhoneNumber } from "@/lib/phone-numbers/parse-phone-number";

const KEPT = 10_000;
const shown = new Map<string, Place>();

/** Carriers tell a number's place when they offer it and never again. */
export function rememberPlaces(offers: AvailableNumber[]): void {
  for (const { phoneNumber, locality, region } of offers) {
    shown.delete(phoneNumber);
    shown.set(phoneNumber, { locality, region });
  }
  for (const oldest of shown.keys()) {
    if (shown.size <= KEPT) break;
    shown.delete(oldest);
  }
}

/** The place that the buyer was shown, else the main city of the area code; toll-free numbers have none. */
export function placeOf(number: ParsedPhoneNumber): Place {
  return (number.phoneNumberType !== "toll_free" && shown.get(number.e164)) || homeOf(number);
}
