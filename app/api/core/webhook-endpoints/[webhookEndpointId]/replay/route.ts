import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { manageWebhooks } from "@/lib/identity/permissions";
import { replayFailedDeliveries } from "@/lib/webhooks/replay-failed-deliveries";
import { ReplayedDeliveries, ReplayFailedBody, WebhookEndpointParams } from "@/lib/webhooks/schemas";

export const POST = withApi(
  {
    operation: "replayFailedWebhookDeliveries",
    tag: "Webhooks",
    summary: "Replay failed deliveries",
    description: "Redelivers everything this endpoint has missed since a given time, each under its own `webhook-id`.",
    scopes: manageWebhooks,
    params: WebhookEndpointParams,
    body: ReplayFailedBody,
    responses: { 200: { description: "How many deliveries will be resent.", body: ReplayedDeliveries } },
    errors: ["not_found", "action_not_possible"],
    idempotent: true,
  },
  async ({ ctx, params, body }) => ({ body: await replayFailedDeliveries(ctx, params.webhookEndpointId, body) }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
