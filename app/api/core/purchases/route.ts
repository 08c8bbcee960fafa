import { allowOnly } from "@/lib/http/allow-only";
import { withApi } from "@/lib/http/with-api";
import { listPurchases } from "@/lib/purchase/list-purchases";
import { ListPurchasesQuery, PurchasePage } from "@/lib/purchase/schemas";
import { readPurchases } from "@/lib/purchase/scopes";

export const GET = withApi(
  {
    operation: "listPurchases",
    tag: "Purchases",
    summary: "List purchases",
    scopes: readPurchases,
    query: ListPurchasesQuery,
    responses: { 200: { description: "One page, newest first.", body: PurchasePage } },
  },
  async ({ ctx, query }) => ({ body: await listPurchases(ctx, query) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly({ GET });
