import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { manageWebhooks } from "@/lib/identity/permissions";
import { listWebhookDeliveries } from "@/lib/webhooks/list-webhook-deliveries";
import { ListWebhookDeliveriesQuery, WebhookDeliveryPage, WebhookEndpointParams } from "@/lib/webhooks/schemas";

export const GET = withApi(
  {
    operation: "listWebhookDeliveries",
    tag: "Webhooks",
    summary: "List the deliveries of a webhook endpoint",
    description: "Deliveries of the last 30 days, newest first, each with its payload and last result.",
    scopes: manageWebhooks,
    params: WebhookEndpointParams,
    query: ListWebhookDeliveriesQuery,
    responses: { 200: { description: "One page.", body: WebhookDeliveryPage } },
    errors: ["not_found"],
  },
  async ({ ctx, params, query }) => ({ body: await listWebhookDeliveries(ctx, params.webhookEndpointId, query) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
