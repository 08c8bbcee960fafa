import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { manageWebhooks } from "@/lib/identity/permissions";
import { WebhookDeliveryRecord, WebhookEndpointParams } from "@/lib/webhooks/schemas";
import { testWebhookEndpoint } from "@/lib/webhooks/test-webhook-endpoint";

export const POST = withApi(
  {
    operation: "testWebhookEndpoint",
    tag: "Webhooks",
    summary: "Send a ping to a webhook endpoint",
    description: "Signed, delivered and retried like any event. Follow `Location` for the result.",
    scopes: manageWebhooks,
    params: WebhookEndpointParams,
    responses: { 201: { description: "The pending delivery.", body: WebhookDeliveryRecord } },
    errors: ["not_found", "action_not_possible"],
    idempotent: true,
  },
  async ({ ctx, params }) => {
    const delivery = await testWebhookEndpoint(ctx, params.webhookEndpointId);
    return { status: 201, body: delivery, headers: { Location: `/core/webhook-deliveries/${delivery.id}` } };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
