import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { readPurchases } from "@/lib/identity/permissions";
import { getPurchase } from "@/lib/numbers/purchase/get-purchase";
import { PurchaseParams, PurchaseRecord } from "@/lib/numbers/purchase/schemas";

export const GET = withApi(
  {
    operation: "getPurchase",
    tag: "Purchases",
    summary: "Follow a purchase",
    description: "A pending purchase always completes or fails on its own.",
    scopes: readPurchases,
    params: PurchaseParams,
    responses: { 200: { description: "The purchase.", body: PurchaseRecord } },
    errors: ["not_found"],
    etag: true,
  },
  async ({ ctx, params }) => ({ body: await getPurchase(ctx, params.purchaseId) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
