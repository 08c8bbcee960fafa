import { type Context, requireScope } from "@/lib/identity/actor";
import { manageWebhooks } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { lockEndpoint } from "./endpoint-store";
import { recordEndpointEvent } from "./record-endpoint-event";
import type { WebhookEndpointWithSecret } from "./schemas";
import { serializeWebhookEndpoint } from "./serialize-webhook-endpoint";
import { createSigningSecret, sealSecret } from "./signing";

const BOTH_FOR_MS = 24 * 60 * 60 * 1_000;

/** The previous secret also signs deliveries for one more day. Throws `forbidden`, `not_found`. */
export async function rotateWebhookSecret(ctx: Context, id: string): Promise<WebhookEndpointWithSecret> {
  requireScope(ctx, manageWebhooks);
  const secret = createSigningSecret();
  return tenant(ctx).transaction(async (tx) => {
    const { endpoint: before, now } = await lockEndpoint(tx, { organizationId: ctx.organizationId, endpointId: id });
    const after = await tx.webhookEndpoint.update({
      where: { id },
      data: {
        secret: sealSecret(secret, id),
        previousSecret: before.secret,
        previousSecretUntil: new Date(now.getTime() + BOTH_FOR_MS),
        updatedAt: now,
      },
    });
    await recordEndpointEvent(tx, ctx, "secret_rotated", { before, after });
    return { ...serializeWebhookEndpoint(after), secret };
  });
}
