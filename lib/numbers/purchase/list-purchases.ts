import { type Context, requireScope } from "@/lib/identity/actor";
import { readPurchases } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { listConditions, newestFirst, pageFrom } from "@/lib/platform/pagination";
import type { ListPurchasesQuery, PurchasePage } from "./schemas";
import { serializePurchase, withNumber } from "./serialize-purchase";

/** Newest first. Throws `forbidden`. */
export async function listPurchases(ctx: Context, query: ListPurchasesQuery): Promise<PurchasePage> {
  requireScope(ctx, readPurchases);
  const where = {
    organizationId: ctx.organizationId,
    status: query.status,
    ...listConditions(query),
  };
  const rows = await tenant(ctx).read((tx) =>
    tx.purchase.findMany({
      where,
      include: withNumber,
      orderBy: newestFirst,
      take: query.limit + 1,
      relationLoadStrategy: "join",
    }),
  );
  return pageFrom(rows, query.limit, (row) => serializePurchase(ctx, row));
}
