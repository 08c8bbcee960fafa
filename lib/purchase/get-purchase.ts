import { type Context, requireScope } from "@/lib/auth/actor";
import { readInOrganization } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { PurchaseRecord } from "./schemas";
import { readPurchases } from "./scopes";
import { serializePurchase, withNumber } from "./serialize-purchase";

/** How a purchase stands. Throws `forbidden`, or `not_found` also for another organization's. */
export async function getPurchase(ctx: Context, id: string): Promise<PurchaseRecord> {
  requireScope(ctx, readPurchases);
  const where = { id, organizationId: ctx.organizationId };
  const row = await readInOrganization(ctx, (tx) => tx.purchase.findUnique({ where, include: withNumber }));
  if (!row) throw notFound("The purchase");
  return serializePurchase(ctx, row);
}
