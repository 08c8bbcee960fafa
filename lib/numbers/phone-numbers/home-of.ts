import { findAreaCode } from "@/lib/numbers/area-codes/area-codes";
import type { ParsedPhoneNumber } from "./parse-phone-number";

export type Locality = { locality: string | null; region: string | null };

/** Empty for toll-free numbers and other countries. */
export function homeOf({ e164, phoneNumberType }: ParsedPhoneNumber): Locality {
  const [, areaCode] = /^\+1(\d{3})\d{7}$/.exec(e164) ?? [];
  const home = phoneNumberType === "toll_free" ? undefined : findAreaCode(Number(areaCode));
  return { locality: home?.locality ?? null, region: home?.region ?? null };
}
