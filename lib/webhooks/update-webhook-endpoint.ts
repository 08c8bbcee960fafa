import { type Context, requireScope } from "@/lib/identity/actor";
import { manageWebhooks } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { requireMatch } from "@/lib/platform/etag";
import { failPending, lockEndpoint } from "./endpoint-store";
import { recordEndpointEvent } from "./record-endpoint-event";
import { requireEndpointUrl } from "./require-endpoint-url";
import type { UpdateWebhookEndpointBody, WebhookEndpointRecord } from "./schemas";
import { serializeWebhookEndpoint } from "./serialize-webhook-endpoint";

/**
 * Changes the given fields. Disabling fails waiting deliveries; enabling does not bring them back. Throws `forbidden`,
 * `not_found`, `validation_failed`, or `precondition_failed` when `ifMatch` names another state.
 */
export async function updateWebhookEndpoint(
  ctx: Context,
  id: string,
  changes: UpdateWebhookEndpointBody,
  ifMatch: string | null,
): Promise<WebhookEndpointRecord> {
  requireScope(ctx, manageWebhooks);
  if (changes.url !== undefined) await requireEndpointUrl(changes.url);
  const place = { organizationId: ctx.organizationId, endpointId: id };
  return tenant(ctx).transaction(async (tx) => {
    const { endpoint: before, now } = await lockEndpoint(tx, place);
    requireMatch(ifMatch, serializeWebhookEndpoint(before));
    const turns = changes.enabled !== undefined && changes.enabled !== before.enabled;
    const afresh = turns && { disabledReason: null, failingSince: null };
    const after = await tx.webhookEndpoint.update({ where: { id }, data: { ...changes, ...afresh, updatedAt: now } });
    if (turns && !after.enabled) await failPending(tx, place, "The endpoint was disabled.", now);
    await recordEndpointEvent(tx, ctx, "updated", { before, after });
    return serializeWebhookEndpoint(after);
  });
}
