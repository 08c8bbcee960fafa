import { type Carrier, CarrierError, type OwnedNumber } from "@/lib/carriers/carrier";
import type { Purchase } from "@/lib/generated/prisma/client";
import { parsePhoneNumber } from "@/lib/numbers/phone-numbers/parse-phone-number";
import { serializeMoney } from "@/lib/numbers/phone-numbers/serialize-phone-number";
import { numberUnavailable, type Refusal } from "@/lib/numbers/purchase/carrier-problem";
import { purchaseReference } from "@/lib/numbers/purchase/carrier-reference";
import { takeFirstLook } from "@/lib/numbers/purchase/first-look";
import type { ManagedTrunk } from "./ensure-trunk";

export type Progress = {
  /** An order was sent and its answer never came. */
  outcomeUnknown: boolean;
  /** No worker has claimed the purchase before, so the ownership prefetch is valid. */
  isFirst: boolean;
  /** Called right before money may be spent. Throws when another worker has claimed the purchase. */
  aboutToBuy: () => Promise<void>;
};

/**
 * Adopts a number that already carries our reference; never touches one that the account owns otherwise. Throws
 * CarrierError unless the carrier confirmed the order.
 */
export async function buy(
  carrier: Carrier,
  purchase: Purchase,
  trunk: ManagedTrunk,
  progress: Progress,
): Promise<OwnedNumber | Refusal> {
  const { phoneNumber } = purchase;
  const [owned, changed] = await Promise.all([
    (progress.isFirst && takeFirstLook(purchase.id)) || carrier.findOwned(phoneNumber),
    progress.outcomeUnknown ? undefined : priceChanged(carrier, purchase),
  ]);
  const reference = purchaseReference(purchase);
  if (owned) {
    if (owned.reference !== reference) return numberUnavailable(phoneNumber);
    return owned.trunkId === trunk.carrierTrunkId ? owned : carrier.bind(owned.carrierId, trunk.carrierTrunkId);
  }
  if (changed) return changed;
  await progress.aboutToBuy();
  try {
    return await carrier.buy({ phoneNumber, trunkId: trunk.carrierTrunkId, reference });
  } catch (error) {
    if (error instanceof CarrierError && error.kind === "unknown") progress.outcomeUnknown = true;
    throw error;
  }
}

/** Compares the carrier's current price with the one that the client saw. */
async function priceChanged(carrier: Carrier, purchase: Purchase): Promise<Refusal | undefined> {
  const expected = serializeMoney(purchase.expectedMonthlyPrice, purchase.expectedMonthlyPriceCurrency);
  if (!expected) return undefined;
  const { countryCode, phoneNumberType } = parsePhoneNumber(purchase.phoneNumber);
  const now = countryCode === null ? null : await carrier.price(countryCode, phoneNumberType);
  if (now && purchase.expectedMonthlyPrice?.equals(now.amount) && now.currency === expected.currency) return undefined;
  const shown = now ? `${now.amount} ${now.currency}` : "not known";
  return {
    code: "price_changed",
    detail: `The monthly price is now ${shown}, not ${expected.amount} ${expected.currency}. You have not been charged.`,
    members: { expected_monthly_price: expected, monthly_price: now },
  };
}
