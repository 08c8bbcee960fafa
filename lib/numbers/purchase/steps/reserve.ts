import { createHash, randomUUID } from "node:crypto";
import { Prisma, type Purchase } from "@/lib/generated/prisma/client";
import { type Context, personBehind } from "@/lib/identity/actor";
import { reserveQuota } from "@/lib/identity/organizations/quota";
import { isManagedAccount, readManagedAccount } from "@/lib/numbers/managed-accounts/get-managed-account";
import { lockNumbers } from "@/lib/numbers/phone-numbers/number-owners";
import type { Money } from "@/lib/numbers/phone-numbers/schemas";
import { numberUnavailable } from "@/lib/numbers/purchase/carrier-problem";
import type { BeginLook } from "@/lib/numbers/purchase/first-look";
import { purchaseColumns } from "@/lib/numbers/purchase/purchase-store";
import { execute, type Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { AppError } from "@/lib/platform/errors";

export type PurchaseOrder = {
  phoneNumber: string;
  /** An id or `default`. */
  managedAccountId: string;
  expectedMonthlyPrice: Money | null;
  idempotencyKey: string | null;
};

/**
 * Stores the purchase and reserves its quota in one transaction, before any carrier call. Joins the purchase of a
 * repeated key, or a live one of the same number. Throws `not_found` (managed account), `phone_number_limit_reached`,
 * `number_already_owned`, `number_unavailable`: then nothing was written.
 * @param beginLook called for a new purchase right before its commit
 */
export async function reserve(ctx: Context, order: PurchaseOrder, beginLook: BeginLook = () => {}): Promise<Purchase> {
  const id = purchaseId(ctx, order);
  for (;;) {
    const purchase = (await writeDown(ctx, id, order, beginLook)) ?? (await findStanding(ctx, id, order));
    if (purchase) return purchase;
  }
}

/** Returns undefined when the purchase exists already, or any organization's unfailed purchase blocks the number. */
async function writeDown(
  ctx: Context,
  id: string,
  order: PurchaseOrder,
  beginLook: BeginLook,
): Promise<Purchase | undefined> {
  // A number has one owner per installation, so the conflicting row may belong to another organization.
  return system(ctx).transaction(
    async (tx) => {
      const account = await readManagedAccount(tx, ctx, order.managedAccountId);
      await lockNumbers(tx, [order.phoneNumber]);
      const written = await write(tx, ctx, id, order);
      if (!written) return undefined;
      const { isOurs, ...purchase } = written;
      refuseOwned(isOurs, order);
      // Reserve last, so every other refusal takes precedence over a full plan.
      await reserveQuota(tx, ctx.organizationId);
      beginLook(account, purchase);
      return purchase;
    },
    { name: "reserve" },
  );
}

/** Returns the purchase that prevented the insert; undefined when that one has just failed. */
async function findStanding(ctx: Context, id: string, order: PurchaseOrder): Promise<Purchase | undefined> {
  const { organizationId } = ctx;
  return system(ctx).transaction(
    async (tx) => {
      await lockNumbers(tx, [order.phoneNumber]);
      const known = await tx.purchase.findUnique({ where: { id, organizationId } });
      if (known && !mayAskAgain(known)) return known;
      const reopened = known && (await reopen(tx, ctx, known));
      if (!reopened) return findRival(tx, ctx, order);
      const { isOurs, ...purchase } = reopened;
      refuseOwned(isOurs, order);
      await reserveQuota(tx, organizationId);
      return purchase;
    },
    { name: "reserve" },
  );
}

function purchaseId(ctx: Context, { idempotencyKey, phoneNumber }: PurchaseOrder): string {
  if (idempotencyKey === null) return randomUUID();
  const parts = [ctx.organizationId, "purchase-number", phoneNumber, idempotencyKey];
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest();
  // RFC 9562 version 8: a UUID with custom contents.
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return hash.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The carrier was unavailable, so the same key may retry. */
const mayAskAgain = ({ status, errorCode }: Purchase) => status === "failed" && errorCode === "carrier_unavailable";

/** Returns undefined when any organization's unfailed purchase blocks the number. */
async function reopen(tx: Tx, ctx: Context, { id, phoneNumber }: Purchase): Promise<(Purchase & Owner) | undefined> {
  const { rows } = await execute<Purchase & Owner>(
    tx,
    Prisma.sql`
      UPDATE purchase SET status = 'pending', error_code = NULL, error_detail = NULL, error_members = NULL,
                          started_at = now(), updated_at = now(), worker = NULL,
                          installation_id = CASE WHEN installation_id IS NOT NULL THEN (SELECT id FROM installation) END
      WHERE id = ${id}::uuid AND status = 'failed' AND NOT EXISTS (
        SELECT 1 FROM purchase rival
        WHERE rival.phone_number = purchase.phone_number AND rival.status <> 'failed' AND rival.released_at IS NULL)
      RETURNING ${purchaseColumns}, ${ownership(ctx, phoneNumber)}`,
  );
  return rows[0];
}

/** Returns undefined when a purchase with this id, or an unfailed one of the number, exists. */
async function write(tx: Tx, ctx: Context, id: string, order: PurchaseOrder): Promise<(Purchase & Owner) | undefined> {
  const { phoneNumber, managedAccountId, expectedMonthlyPrice: price } = order;
  const { organizationId, actor, credential, address, requestId } = ctx;
  const { rows } = await execute<Purchase & Owner>(
    tx,
    Prisma.sql`
      INSERT INTO purchase (id, organization_id, managed_account_id, phone_number, expected_monthly_price,
                            expected_monthly_price_currency, actor_kind, actor_id, user_id, credential, address, request_id,
                            installation_id, locality, region)
      SELECT ${id}::uuid, ${organizationId}::uuid, managed_account.id, ${phoneNumber},
             ${price?.amount ?? null}::numeric, ${price?.currency ?? null}, ${actor.kind}::actor_kind, ${actor.id},
             ${personBehind(actor)}::uuid, ${credential}, ${address}, ${requestId}, (SELECT id FROM installation),
             offered_place.locality, offered_place.region
      FROM managed_account LEFT JOIN offered_place ON offered_place.phone_number = ${phoneNumber}
      WHERE ${isManagedAccount(ctx, managedAccountId)}
      ON CONFLICT DO NOTHING
      RETURNING ${purchaseColumns}, ${ownership(ctx, phoneNumber)}`,
    { name: "write_purchase" },
  );
  return rows[0];
}

/** Returns the organization's own purchase, which is then joined. */
async function findRival(
  tx: Tx,
  { organizationId }: Context,
  { phoneNumber }: PurchaseOrder,
): Promise<Purchase | undefined> {
  const unfailed = { phoneNumber, status: { not: "failed" }, releasedAt: null } as const;
  const rival = await tx.purchase.findFirst({ where: unfailed });
  if (!rival) return undefined;
  if (rival.organizationId !== organizationId) throw unavailable(phoneNumber);
  if (rival.status === "completed") throw alreadyOwned(phoneNumber);
  return rival;
}

/** Null when the number is free, or another organization has only registered it, which does not block a purchase. */
type Owner = { isOurs: boolean | null };

const ownership = ({ organizationId }: Context, phoneNumber: string) => Prisma.sql`
  (SELECT organization_id = ${organizationId}::uuid FROM phone_number
   WHERE phone_number = ${phoneNumber} AND status <> 'lost_at_carrier'
     AND (organization_id = ${organizationId}::uuid OR managed_account_id IS NOT NULL)) AS "isOurs"`;

function refuseOwned(ours: Owner["isOurs"], { phoneNumber }: PurchaseOrder): void {
  if (ours !== null) throw ours ? alreadyOwned(phoneNumber) : unavailable(phoneNumber);
}

const alreadyOwned = (phoneNumber: string) =>
  new AppError("number_already_owned", `${phoneNumber} is already in your directory.`);

function unavailable(phoneNumber: string): AppError {
  const { code, detail } = numberUnavailable(phoneNumber);
  return new AppError(code, detail);
}
