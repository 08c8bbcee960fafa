import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { manageWebhooks } from "@/lib/identity/permissions";
import { createWebhookEndpoint } from "@/lib/webhooks/create-webhook-endpoint";
import { listWebhookEndpoints } from "@/lib/webhooks/list-webhook-endpoints";
import {
  CreatedWebhookEndpoint,
  CreateWebhookEndpointBody,
  ListWebhookEndpointsQuery,
  WebhookEndpointPage,
} from "@/lib/webhooks/schemas";

export const GET = withApi(
  {
    operation: "listWebhookEndpoints",
    tag: "Webhooks",
    summary: "List webhook endpoints",
    description: "The endpoints that receive the organization's events, newest first.",
    scopes: manageWebhooks,
    query: ListWebhookEndpointsQuery,
    responses: { 200: { description: "One page.", body: WebhookEndpointPage } },
  },
  async ({ ctx, query }) => ({ body: await listWebhookEndpoints(ctx, query) }),
);

export const POST = withApi(
  {
    operation: "createWebhookEndpoint",
    tag: "Webhooks",
    summary: "Create a webhook endpoint",
    description:
      "Sends the chosen events to a URL, signed according to the Standard Webhooks specification. The response holds the secret that verifies them; it is shown only once. At most 20 per organization.",
    scopes: manageWebhooks,
    body: CreateWebhookEndpointBody,
    responses: { 201: { description: "The endpoint, with its secret.", body: CreatedWebhookEndpoint } },
    errors: ["action_not_possible"],
    idempotent: true,
    secretMember: "secret",
  },
  async ({ ctx, body }) => {
    const endpoint = await createWebhookEndpoint(ctx, body);
    return { status: 201, body: endpoint, headers: { Location: `/core/webhook-endpoints/${endpoint.id}` } };
  },
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
