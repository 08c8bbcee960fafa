import { createHash, randomUUID } from "node:crypto";
import { type Context, personBehind } from "@/lib/auth/actor";
import { execute, type Tx } from "@/lib/db";
import { commitAsSystem } from "@/lib/durable/commit-as-system";
import { AppError } from "@/lib/errors";
import { Prisma, type Purchase } from "@/lib/generated/prisma/client";
import { takeSlot } from "@/lib/organizations/take-slot";
import { holdNumbers } from "@/lib/phone-numbers/number-owners";
import type { Money } from "@/lib/phone-numbers/schemas";
import { numberUnavailable } from "@/lib/purchase/carrier-problem";
import { purchaseColumns } from "@/lib/purchase/purchase-store";

export type PurchaseOrder = {
  phoneNumber: string;
  managedAccountId: string;
  expectedMonthlyPrice: Money | null;
  idempotencyKey: string | null;
};

/**
 * Writes the purchase down and takes a slot of the plan, before any carrier call and in one transaction. A repeated key
 * finds its purchase; a live purchase of the same number by the same organization is joined.
 * Throws `phone_number_limit_reached`, `number_already_owned`, `number_unavailable`: then nothing was written.
 */
export async function reserve(ctx: Context, order: PurchaseOrder): Promise<Purchase> {
  // A number has one owner in the installation: what stands in the way may be another organization's.
  return commitAsSystem("reserve", async (tx) => {
    const id = purchaseId(ctx, order);
    // Sent together and answered in this order, here and below.
    const [, written] = await Promise.all([holdNumbers(tx, [order.phoneNumber]), write(tx, ctx, id, order)]);
    const known = written ? null : await tx.purchase.findUnique({ where: { id, organizationId: ctx.organizationId } });
    if (known && !mayAskAgain(known)) return known;
    const reserved = written ?? (known && (await reopen(tx, known)));
    if (!reserved) return join(tx, ctx, order.phoneNumber);
    await Promise.all([refuseOwned(tx, ctx, order.phoneNumber), takeSlot(tx, ctx.organizationId)]);
    return reserved;
  });
}

/** The same organization, key and number always meet in the same purchase. */
function purchaseId(ctx: Context, { idempotencyKey, phoneNumber }: PurchaseOrder): string {
  if (idempotencyKey === null) return randomUUID();
  const parts = [ctx.organizationId, "purchase-number", phoneNumber, idempotencyKey];
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest();
  // RFC 9562 version 8: a UUID of one's own making.
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return hash.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The carrier was away: the same key may ask again. */
const mayAskAgain = ({ status, errorCode }: Purchase) => status === "failed" && errorCode === "carrier_unavailable";

/** Null when an unfailed purchase of the number stands in the way, of whomever. */
async function reopen(tx: Tx, { id }: Purchase): Promise<Purchase | null> {
  const reopened = await tx.$executeRaw`
    UPDATE purchase SET status = 'pending', error_code = NULL, error_detail = NULL, error_members = NULL,
                        started_at = now(), updated_at = now(), worker = NULL
    WHERE id = ${id}::uuid AND status = 'failed' AND NOT EXISTS (
      SELECT 1 FROM purchase rival
      WHERE rival.phone_number = purchase.phone_number AND rival.status <> 'failed' AND rival.released_at IS NULL)`;
  return reopened === 1 ? tx.purchase.findUnique({ where: { id } }) : null;
}

/** Undefined when it stands there already, or an unfailed purchase of the number is in the way, of whomever. */
async function write(tx: Tx, ctx: Context, id: string, order: PurchaseOrder): Promise<Purchase | undefined> {
  const { phoneNumber, managedAccountId, expectedMonthlyPrice: price } = order;
  const { organizationId, actor, credential, address, requestId } = ctx;
  const { rows } = await execute<Purchase>(
    tx,
    Prisma.sql`/* write_purchase */
      INSERT INTO purchase (id, organization_id, managed_account_id, phone_number, expected_monthly_price,
                            expected_monthly_price_currency, actor_kind, actor_id, user_id, credential, address, request_id)
      VALUES (${id}::uuid, ${organizationId}::uuid, ${managedAccountId}::uuid, ${phoneNumber},
              ${price?.amount ?? null}::numeric, ${price?.currency ?? null}, ${actor.kind}::actor_kind, ${actor.id},
              ${personBehind(actor)}::uuid, ${credential}, ${address}, ${requestId})
      ON CONFLICT DO NOTHING
      RETURNING ${purchaseColumns}`,
  );
  return rows[0];
}

async function join(tx: Tx, ctx: Context, phoneNumber: string): Promise<Purchase> {
  const rival = await tx.purchase.findFirst({
    where: { organizationId: ctx.organizationId, phoneNumber, status: { not: "failed" }, releasedAt: null },
  });
  if (!rival) throw unavailable(phoneNumber);
  if (rival.status === "completed") throw alreadyOwned(phoneNumber);
  return rival;
}

/** Numbers that came into the directory without a purchase. */
async function refuseOwned(tx: Tx, ctx: Context, phoneNumber: string): Promise<void> {
  const { rows } = await execute<{ isOurs: boolean }>(
    tx,
    Prisma.sql`/* refuse_owned */
      SELECT organization_id = ${ctx.organizationId}::uuid AS "isOurs" FROM phone_number
      WHERE phone_number = ${phoneNumber} AND status <> 'lost_at_carrier'`,
  );
  const [owner] = rows;
  if (owner) throw owner.isOurs ? alreadyOwned(phoneNumber) : unavailable(phoneNumber);
}

const alreadyOwned = (phoneNumber: string) =>
  new AppError("number_already_owned", `${phoneNumber} is already in your directory.`);

function unavailable(phoneNumber: string): AppError {
  const { code, detail } = numberUnavailable(phoneNumber);
  return new AppError(code, detail);
}
