import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { manageWebhooks } from "@/lib/identity/permissions";
import { replayWebhookDelivery } from "@/lib/webhooks/replay-webhook-delivery";
import { WebhookDeliveryParams, WebhookDeliveryRecord } from "@/lib/webhooks/schemas";

export const POST = withApi(
  {
    operation: "replayWebhookDelivery",
    tag: "Webhooks",
    summary: "Replay a webhook delivery",
    description:
      "Delivers the event again, retrying for another day if needed, under the same `webhook-id`, so a receiver that deduplicates by id processes it once.",
    scopes: manageWebhooks,
    params: WebhookDeliveryParams,
    responses: { 200: { description: "The pending delivery.", body: WebhookDeliveryRecord } },
    errors: ["not_found", "action_not_possible"],
    idempotent: true,
  },
  async ({ ctx, params }) => ({ body: await replayWebhookDelivery(ctx, params.webhookDeliveryId) }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
