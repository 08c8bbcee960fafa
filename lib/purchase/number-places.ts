import { findAreaCode } from "@/lib/area-codes/area-codes";
import type { AvailableNumber } from "@/lib/carriers/carrier";
import type { ParsedPhoneNumber } from "@/lib/phone-numbers/parse-phone-number";

export type Place = { locality: string | null; region: string | null };

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
export function placeOf({ e164, phoneNumberType }: ParsedPhoneNumber): Place {
  const nowhere = { locality: null, region: null };
  if (phoneNumberType === "toll_free") return nowhere;
  const [, areaCode] = /^\+1(\d{3})\d{7}$/.exec(e164) ?? [];
  return shown.get(e164) ?? findAreaCode(Number(areaCode)) ?? nowhere;
}
