import { randomUUID } from "node:crypto";
import { type Context, requireScope } from "@/lib/auth/actor";
import { inOrganization, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { recordEndpointEvent } from "./record-endpoint-event";
import { requireEndpointUrl } from "./require-endpoint-url";
import type { CreateWebhookEndpointBody, WebhookEndpointWithSecret } from "./schemas";
import { manageWebhooks } from "./scopes";
import { serializeWebhookEndpoint } from "./serialize-webhook-endpoint";
import { createSigningSecret, sealSecret } from "./signing";

const MOST = 20;

/**
 * The endpoint with its secret, which nobody sees again. Throws `forbidden`, `validation_failed` for a URL that is
 * private, not found or not https, and `action_not_possible` when the organization has twenty.
 */
export async function createWebhookEndpoint(
  ctx: Context,
  body: CreateWebhookEndpointBody,
): Promise<WebhookEndpointWithSecret> {
  requireScope(ctx, manageWebhooks);
  await requireEndpointUrl(body.url);
  const id = randomUUID();
  const secret = createSigningSecret();
  return inOrganization(ctx, async (tx) => {
    await requireRoom(tx, ctx);
    const { organizationId } = ctx;
    const row = await tx.webhookEndpoint.create({
      data: { ...body, id, organizationId, secret: sealSecret(secret, id) },
    });
    await recordEndpointEvent(tx, ctx, "created", { after: row });
    return { ...serializeWebhookEndpoint(row), secret };
  });
}

/** Of several that come at once, each counts what the one before it wrote. */
async function requireRoom(tx: Tx, { organizationId }: Context): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM organization WHERE id = ${organizationId}::uuid FOR NO KEY UPDATE`;
  if ((await tx.webhookEndpoint.count({ where: { organizationId } })) < MOST) return;
  throw new AppError("action_not_possible", `An organization has at most ${MOST} webhook endpoints. Delete one first.`);
}
