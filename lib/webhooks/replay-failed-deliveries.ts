import { recordAuditEvent } from "@/lib/audit/record-audit-event";
import { type Context, requireScope } from "@/lib/auth/actor";
import { inOrganization } from "@/lib/db";
import { lockEndpoint } from "./endpoint-store";
import { replayed } from "./replayed";
import { requireEnabled } from "./require-enabled";
import type { ReplayedDeliveries, ReplayFailedBody } from "./schemas";
import { manageWebhooks } from "./scopes";

/**
 * Delivers again whatever has failed of the events since an instant. Throws `forbidden`, `not_found`,
 * `action_not_possible` for a disabled endpoint.
 */
export async function replayFailedDeliveries(
  ctx: Context,
  endpointId: string,
  { since }: ReplayFailedBody,
): Promise<ReplayedDeliveries> {
  requireScope(ctx, manageWebhooks);
  const place = { organizationId: ctx.organizationId, endpointId };
  return inOrganization(ctx, async (tx) => {
    const { endpoint, now } = await lockEndpoint(tx, place);
    requireEnabled(endpoint);
    const where = { ...place, status: "failed", createdAt: { gte: new Date(since) } } as const;
    const { count } = await tx.webhookDelivery.updateMany({ where, data: replayed(now) });
    const after = { since, replayed: count };
    await recordAuditEvent(tx, ctx, { action: "webhook_endpoint.replayed", targetId: endpointId, after });
    return { replayed: count };
  });
}
