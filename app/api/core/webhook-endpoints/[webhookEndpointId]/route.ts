import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { manageWebhooks } from "@/lib/identity/permissions";
import { deleteWebhookEndpoint } from "@/lib/webhooks/delete-webhook-endpoint";
import { getWebhookEndpoint } from "@/lib/webhooks/get-webhook-endpoint";
import { UpdateWebhookEndpointBody, WebhookEndpointParams, WebhookEndpointRecord } from "@/lib/webhooks/schemas";
import { updateWebhookEndpoint } from "@/lib/webhooks/update-webhook-endpoint";

export const GET = withApi(
  {
    operation: "getWebhookEndpoint",
    tag: "Webhooks",
    summary: "Read a webhook endpoint",
    scopes: manageWebhooks,
    params: WebhookEndpointParams,
    responses: { 200: { description: "The endpoint.", body: WebhookEndpointRecord } },
    errors: ["not_found"],
    etag: true,
  },
  async ({ ctx, params }) => ({ body: await getWebhookEndpoint(ctx, params.webhookEndpointId) }),
);

export const PATCH = withApi(
  {
    operation: "updateWebhookEndpoint",
    tag: "Webhooks",
    summary: "Change a webhook endpoint",
    description: "Disabling it fails all pending deliveries; they can be replayed once it is enabled again.",
    scopes: manageWebhooks,
    params: WebhookEndpointParams,
    body: UpdateWebhookEndpointBody,
    responses: { 200: { description: "The updated endpoint.", body: WebhookEndpointRecord } },
    errors: ["not_found", "precondition_failed"],
    etag: true,
  },
  async ({ ctx, params, body, ifMatch }) => ({
    body: await updateWebhookEndpoint(ctx, params.webhookEndpointId, body, ifMatch),
  }),
);

export const DELETE = withApi(
  {
    operation: "deleteWebhookEndpoint",
    tag: "Webhooks",
    summary: "Delete a webhook endpoint",
    description: "Deletes its secret and deliveries. The audit trail is kept.",
    scopes: manageWebhooks,
    params: WebhookEndpointParams,
    responses: { 204: { description: "Deleted." } },
    errors: ["not_found"],
  },
  async ({ ctx, params }) => {
    await deleteWebhookEndpoint(ctx, params.webhookEndpointId);
    return { status: 204 };
  },
);

export const { POST, PUT, OPTIONS } = methodNotAllowed({ GET, PATCH, DELETE });
