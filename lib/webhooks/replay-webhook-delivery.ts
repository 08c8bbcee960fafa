import { type Context, requireScope } from "@/lib/identity/actor";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { manageWebhooks } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { lockEndpoint } from "./endpoint-store";
import { readWebhookDelivery } from "./get-webhook-delivery";
import { replayed } from "./replayed";
import { requireEnabled } from "./require-enabled";
import type { WebhookDeliveryRecord } from "./schemas";
import { serializeWebhookDelivery } from "./serialize-webhook-delivery";

/**
 * Redelivers for another day under the same `webhook-id`, also while the delivery waits for its next attempt. Throws
 * `forbidden`, `not_found`, `action_not_possible` for a disabled endpoint.
 */
export async function replayWebhookDelivery(ctx: Context, id: string): Promise<WebhookDeliveryRecord> {
  requireScope(ctx, manageWebhooks);
  return tenant(ctx).transaction(async (tx) => {
    const { endpoint, now } = await lockEndpoint(tx, await readWebhookDelivery(tx, ctx, id));
    requireEnabled(endpoint);
    const { status, event } = await readWebhookDelivery(tx, ctx, id);
    const row = await tx.webhookDelivery.update({ where: { id }, data: replayed(now) });
    await recordAuditEvent(tx, ctx, { action: "webhook_delivery.replayed", targetId: id, before: { status } });
    return serializeWebhookDelivery({ ...row, event });
  });
}
