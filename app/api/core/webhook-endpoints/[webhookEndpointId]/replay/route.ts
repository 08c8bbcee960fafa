import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { manageWebhooks } from "@/lib/identity/permissions";
import { replayFailedDeliveries } from "@/lib/webhooks/replay-failed-deliveries";
import { ReplayedDeliveries, ReplayFailedBody, WebhookEndpointParams } from "@/lib/webhooks/schemas";

export const POST = withApi(
  {
    operation: "replayFailedWebhookDeliveries",
    tag: "Webhooks",
    summary: "Replay what has failed",
    description: "Delivers again whatever this endpoint missed since an instant, each under its own `webhook-id`.",
    scopes: manageWebhooks,
    params: WebhookEndpointParams,
    body: ReplayFailedBody,
    responses: { 200: { description: "How many are on their way again.", body: ReplayedDeliveries } },
    errors: ["not_found", "action_not_possible"],
    idempotent: true,
  },
  async ({ ctx, params, body }) => ({ body: await replayFailedDeliveries(ctx, params.webhookEndpointId, body) }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
