import { randomUUID } from "node:crypto";
import { type Context, requireScope } from "@/lib/identity/actor";
import { requireRoom } from "@/lib/identity/organizations/caps";
import { manageWebhooks } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { recordEndpointEvent } from "./record-endpoint-event";
import { requireEndpointUrl } from "./require-endpoint-url";
import type { CreateWebhookEndpointBody, WebhookEndpointWithSecret } from "./schemas";
import { serializeWebhookEndpoint } from "./serialize-webhook-endpoint";
import { createSigningSecret, sealSecret } from "./signing";

/**
 * The secret is never shown again. Throws `forbidden`, `validation_failed` for a URL that is private, not found, or not
 * https, and `action_not_possible` when the organization has twenty endpoints.
 */
export async function createWebhookEndpoint(
  ctx: Context,
  body: CreateWebhookEndpointBody,
): Promise<WebhookEndpointWithSecret> {
  requireScope(ctx, manageWebhooks);
  await requireEndpointUrl(body.url);
  const id = randomUUID();
  const secret = createSigningSecret();
  return tenant(ctx).transaction(async (tx) => {
    const { organizationId } = ctx;
    const count = () => tx.webhookEndpoint.count({ where: { organizationId } });
    await requireRoom(tx, "webhook_endpoints", { ownerId: organizationId, organizationId, count });
    const row = await tx.webhookEndpoint.create({
      data: { ...body, id, organizationId, secret: sealSecret(secret, id) },
    });
    await recordEndpointEvent(tx, ctx, "created", { after: row });
    return { ...serializeWebhookEndpoint(row), secret };
  });
}
