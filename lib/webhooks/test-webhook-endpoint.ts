import { randomUUID } from "node:crypto";
import { type Context, requireScope } from "@/lib/identity/actor";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { manageWebhooks } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { lockEndpoint } from "./endpoint-store";
import { replayed } from "./replayed";
import { requireEnabled } from "./require-enabled";
import type { WebhookDeliveryRecord } from "./schemas";
import { serializeWebhookDelivery, withEvent } from "./serialize-webhook-delivery";

/** Sends a `ping` like any event. Throws `forbidden`, `not_found`, `action_not_possible` for a disabled endpoint. */
export async function testWebhookEndpoint(ctx: Context, endpointId: string): Promise<WebhookDeliveryRecord> {
  requireScope(ctx, manageWebhooks);
  const { organizationId } = ctx;
  return tenant(ctx).transaction(async (tx) => {
    const { endpoint, now } = await lockEndpoint(tx, { organizationId, endpointId });
    requireEnabled(endpoint);
    const event = { id: randomUUID(), organizationId, type: "ping", data: { endpoint_id: endpointId }, createdAt: now };
    await tx.webhookEvent.create({ data: event });
    const data = { ...replayed(now), organizationId, endpointId, eventId: event.id, createdAt: now };
    const delivery = await tx.webhookDelivery.create({ data, include: withEvent });
    const after = { delivery_id: delivery.id };
    await recordAuditEvent(tx, ctx, { action: "webhook_endpoint.tested", targetId: endpointId, after });
    return serializeWebhookDelivery(delivery);
  });
}
