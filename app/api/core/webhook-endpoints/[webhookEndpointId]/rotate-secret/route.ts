import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { manageWebhooks } from "@/lib/identity/permissions";
import { rotateWebhookSecret } from "@/lib/webhooks/rotate-webhook-secret";
import { WebhookEndpointParams, WebhookEndpointWithSecret } from "@/lib/webhooks/schemas";

export const POST = withApi(
  {
    operation: "rotateWebhookSecret",
    tag: "Webhooks",
    summary: "Rotate a webhook endpoint's secret",
    description: "For 24 hours deliveries are signed with both secrets, so that nothing is missed.",
    scopes: manageWebhooks,
    params: WebhookEndpointParams,
    responses: { 200: { description: "The endpoint, with its new secret.", body: WebhookEndpointWithSecret } },
    errors: ["not_found"],
  },
  async ({ ctx, params }) => ({ body: await rotateWebhookSecret(ctx, params.webhookEndpointId) }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
