import { CarrierError, type PhoneNumberType } from "@/lib/carriers/carrier";
import type { ManagedAccount } from "@/lib/generated/prisma/client";
import { carrierOf } from "@/lib/numbers/managed-accounts/carrier-of";
import type { Money } from "@/lib/numbers/phone-numbers/schemas";
import { processSingleton } from "@/lib/platform/process-singleton";
import { logCarrierError } from "./carrier-problem";

const KEPT_MS = 60_000;
const prices = () => processSingleton("prices", () => new Map<string, { price: Money | null; until: number }>());

/**
 * At most a minute old. Null without an answer, because a missing price must not fail the request. A purchase with a
 * promised price asks the carrier itself.
 */
export async function findPrice(
  account: ManagedAccount,
  organizationId: string,
  { countryCode, phoneNumberType }: { countryCode: string | null; phoneNumberType: PhoneNumberType },
): Promise<Money | null> {
  if (countryCode === null) return null;
  const key = `${account.id}:${account.updatedAt.getTime()}:${countryCode}:${phoneNumberType}`;
  const kept = prices().get(key);
  if (kept && kept.until > Date.now()) return kept.price;
  try {
    const price = await carrierOf(account).forOrganization(organizationId).price(countryCode, phoneNumberType);
    prices().set(key, { price, until: Date.now() + KEPT_MS });
    return price;
  } catch (error) {
    if (!(error instanceof CarrierError)) throw error;
    logCarrierError(error);
    return null;
  }
}
