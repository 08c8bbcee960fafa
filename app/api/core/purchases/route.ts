import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { readPurchases } from "@/lib/identity/permissions";
import { listPurchases } from "@/lib/numbers/purchase/list-purchases";
import { ListPurchasesQuery, PurchasePage } from "@/lib/numbers/purchase/schemas";

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

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
