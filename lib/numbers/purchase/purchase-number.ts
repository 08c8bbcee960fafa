import { type Context, requireScope } from "@/lib/identity/actor";
import { purchaseScopes } from "@/lib/identity/permissions";
import { readPhoneNumber } from "@/lib/numbers/phone-numbers/get-phone-number";
import { parsePhoneNumber } from "@/lib/numbers/phone-numbers/parse-phone-number";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { serializePhoneNumber } from "@/lib/numbers/phone-numbers/serialize-phone-number";
import { tenant } from "@/lib/platform/db/tenant";
import { env } from "@/lib/platform/env";
import { awaitPurchase } from "./await-purchase";
import { withFirstLook } from "./first-look";
import { failureOf } from "./purchase-store";
import type { PurchaseNumberBody } from "./schemas";
import { reserve } from "./steps/reserve";

export type PurchaseOutcome =
  | { status: "completed"; number: PhoneNumberRecord }
  /** The carrier has not given a definite answer yet; the purchase continues without the caller. */
  | { status: "pending"; purchaseId: string };

/**
 * Buys a number and adds it to the directory. Spends money. Waits PURCHASE_WAIT_MS for a definite result. Throws
 * `forbidden`, `invalid_phone_number`, `not_found` (managed account), `phone_number_limit_reached`,
 * `number_already_owned`, `number_unavailable`, `price_changed`, `regulatory_required`, `carrier_unavailable`, or
 * `carrier_refused`: each means that nothing was bought.
 * @param idempotencyKey the same key returns the same purchase
 */
export async function purchaseNumber(
  ctx: Context,
  managedAccountId: string,
  body: PurchaseNumberBody,
  idempotencyKey: string | null,
): Promise<PurchaseOutcome> {
  requireScope(ctx, purchaseScopes(ctx.actor));
  const { e164: phoneNumber } = parsePhoneNumber(body.phone_number);
  const order = {
    phoneNumber,
    managedAccountId,
    expectedMonthlyPrice: body.expected_monthly_price ?? null,
    idempotencyKey,
  };
  const purchase = await withFirstLook(async (beginLook) => {
    const reserved = await reserve(ctx, order, beginLook);
    return awaitPurchase(ctx, reserved, env().PURCHASE_WAIT_MS);
  });
  if (purchase.status === "failed") throw failureOf(purchase);
  if (purchase.status !== "completed") return { status: "pending", purchaseId: purchase.id };
  // A repeated key may find that the number was released; then return its current record or throw `not_found`.
  const row = purchase.number ?? (await tenant(ctx).read((tx) => readPhoneNumber(tx, ctx, phoneNumber)));
  return { status: "completed", number: serializePhoneNumber(row) };
}
