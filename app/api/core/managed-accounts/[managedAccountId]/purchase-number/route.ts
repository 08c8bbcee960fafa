import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { purchaseScopes } from "@/lib/identity/permissions";
import { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { purchaseNumber } from "@/lib/numbers/purchase/purchase-number";
import { ManagedAccountParams, PurchaseNumberBody, PurchasePending } from "@/lib/numbers/purchase/schemas";

export const POST = withApi(
  {
    operation: "purchaseNumber",
    tag: "Available numbers",
    summary: "Purchase a number",
    description:
      "Buys the number, connects it to the organization's trunk and adds it to the directory. An error response means that nothing was bought.",
    scopes: purchaseScopes,
    limit: "purchase",
    params: ManagedAccountParams,
    body: PurchaseNumberBody,
    responses: {
      201: { description: "Bought, on a trunk, in the directory.", body: PhoneNumberRecord },
      202: { description: "The carrier hasn't confirmed yet; follow `Location`.", body: PurchasePending },
    },
    errors: [
      "not_found",
      "phone_number_limit_reached",
      "number_unavailable",
      "number_already_owned",
      "price_changed",
      "invalid_phone_number",
      "regulatory_required",
      "carrier_refused",
      "carrier_unavailable",
    ],
    idempotent: true,
    idempotencyDays: 30,
  },
  async ({ ctx, params, body, idempotencyKey }) => {
    const outcome = await purchaseNumber(ctx, params.managedAccountId, body, idempotencyKey);
    if (outcome.status === "completed") {
      const { number } = outcome;
      return { status: 201, body: number, headers: { Location: `/core/phone-numbers/${number.phone_number}` } };
    }
    const { purchaseId, status } = outcome;
    return {
      status: 202,
      body: { purchase_id: purchaseId, status },
      headers: { Location: `/core/purchases/${purchaseId}` },
    };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
