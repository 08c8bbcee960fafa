import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { manageWebhooks } from "@/lib/identity/permissions";
import { getWebhookDelivery } from "@/lib/webhooks/get-webhook-delivery";
import { WebhookDeliveryParams, WebhookDeliveryRecord } from "@/lib/webhooks/schemas";

export const GET = withApi(
  {
    operation: "getWebhookDelivery",
    tag: "Webhooks",
    summary: "Read a webhook delivery",
    scopes: manageWebhooks,
    params: WebhookDeliveryParams,
    responses: { 200: { description: "The delivery.", body: WebhookDeliveryRecord } },
    errors: ["not_found"],
    etag: true,
  },
  async ({ ctx, params }) => ({ body: await getWebhookDelivery(ctx, params.webhookDeliveryId) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
