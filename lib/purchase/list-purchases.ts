import { type Context, requireScope } from "@/lib/auth/actor";
import { readInOrganization } from "@/lib/db";
import { listConditions, newestFirst, pageFrom } from "@/lib/http/pagination";
import type { ListPurchasesQuery, PurchasePage } from "./schemas";
import { readPurchases } from "./scopes";
import { serializePurchase, withNumber } from "./serialize-purchase";

/** One page of the organization's purchases, newest first. Throws `forbidden`. */
export async function listPurchases(ctx: Context, query: ListPurchasesQuery): Promise<PurchasePage> {
  requireScope(ctx, readPurchases);
  const where = {
    organizationId: ctx.organizationId,
    status: query.status,
    ...listConditions(query),
  };
  const rows = await readInOrganization(ctx, (tx) =>
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
