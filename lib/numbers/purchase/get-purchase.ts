import { type Context, requireScope } from "@/lib/identity/actor";
import { readPurchases } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { notFound } from "@/lib/platform/errors";
import type { PurchaseRecord } from "./schemas";
import { serializePurchase, withNumber } from "./serialize-purchase";

/** Throws `forbidden`, or `not_found`, also for another organization's purchase. */
export async function getPurchase(ctx: Context, id: string): Promise<PurchaseRecord> {
  requireScope(ctx, readPurchases);
  const where = { id, organizationId: ctx.organizationId };
  const row = await tenant(ctx).read((tx) => tx.purchase.findUnique({ where, include: withNumber }));
  if (!row) throw notFound("The purchase");
  return serializePurchase(ctx, row);
}
