import type { Context } from "@/lib/identity/actor";
import { carrierOf } from "@/lib/numbers/managed-accounts/carrier-of";
import { getManagedAccount } from "@/lib/numbers/managed-accounts/get-managed-account";
import { purchaseReference } from "@/lib/numbers/purchase/carrier-reference";
import { ensureTrunk } from "@/lib/numbers/purchase/steps/ensure-trunk";
import { record } from "@/lib/numbers/purchase/steps/record";
import { type PurchaseOrder, reserve } from "@/lib/numbers/purchase/steps/reserve";
import { system } from "@/lib/platform/db/system";
import { freshNumber } from "./fresh-number";
import { numbersUsed } from "./number-for-release";

type Organization = { id: string; ctx: Context };

/** The shared account of this test file. */
export const defaultAccount = (organization: Organization) => getManagedAccount(organization.ctx, "default");

/** An order at the shared account, at any price and without an idempotency key. */
export function orderOf(phoneNumber: string): PurchaseOrder {
  return { phoneNumber, managedAccountId: "default", expectedMonthlyPrice: null, idempotencyKey: null };
}

/** A recorded purchase with reserved quota and no worker. */
export function reservedPurchase({ ctx }: Organization) {
  return reserve(ctx, orderOf(freshNumber()));
}

type Reserved = Awaited<ReturnType<typeof reservedPurchase>>;

/** Buys at the carrier, as if its response had been lost. */
export async function buyAtCarrier(organization: Organization, purchase: Reserved) {
  const carrier = carrierOf(await defaultAccount(organization));
  const trunk = await ensureTrunk(carrier, purchase);
  const reference = purchaseReference(purchase);
  const owned = await carrier.buy({ phoneNumber: purchase.phoneNumber, trunkId: trunk.carrierTrunkId, reference });
  return { owned, trunk };
}

/** A number bought and recorded, without waiting for a workflow. */
export async function boughtNumber(organization: Organization) {
  const purchase = await reservedPurchase(organization);
  const { owned, trunk } = await buyAtCarrier(organization, purchase);
  await record(purchase, { trunk, carrierNumberId: owned.carrierId, capabilities: owned.capabilities, price: null });
  const row = await system().transaction((tx) =>
    tx.phoneNumber.findFirstOrThrow({ where: { purchaseId: purchase.id } }),
  );
  return { purchase, owned, trunk, row, phoneNumber: purchase.phoneNumber };
}

/** A row whose number the carrier does not list; `buyAtCarrier` makes it reappear. */
export async function vanishedNumber(organization: Organization) {
  const purchase = await reservedPurchase(organization);
  const trunk = await ensureTrunk(carrierOf(await defaultAccount(organization)), purchase);
  await record(purchase, { trunk, carrierNumberId: "PNgone", capabilities: null, price: null });
  const row = await system().transaction((tx) =>
    tx.phoneNumber.findFirstOrThrow({ where: { purchaseId: purchase.id } }),
  );
  return { purchase, trunk, row, phoneNumber: purchase.phoneNumber };
}

/** As if the carrier had not given a definite answer in time. */
export async function setAsidePurchase(organization: Organization, { bought = false } = {}) {
  const { id } = await reservedPurchase(organization);
  const data = { status: "needs_attention", outcomeUnknown: true, errorCode: "outcome_unknown" } as const;
  const purchase = await system().transaction((tx) => tx.purchase.update({ where: { id }, data }));
  if (bought) await buyAtCarrier(organization, purchase);
  return purchase;
}

export const slotsUsed = ({ id }: Organization): Promise<number> => numbersUsed(id);
