import { type Context, requireScope } from "@/lib/identity/actor";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { manageWebhooks } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { lockEndpoint } from "./endpoint-store";
import { replayed } from "./replayed";
import { requireEnabled } from "./require-enabled";
import type { ReplayedDeliveries, ReplayFailedBody } from "./schemas";

/** Throws `forbidden`, `not_found`, `action_not_possible` for a disabled endpoint. */
export async function replayFailedDeliveries(
  ctx: Context,
  endpointId: string,
  { since }: ReplayFailedBody,
): Promise<ReplayedDeliveries> {
  requireScope(ctx, manageWebhooks);
  const place = { organizationId: ctx.organizationId, endpointId };
  return tenant(ctx).transaction(async (tx) => {
    const { endpoint, now } = await lockEndpoint(tx, place);
    requireEnabled(endpoint);
    const where = { ...place, status: "failed", createdAt: { gte: new Date(since) } } as const;
    const { count } = await tx.webhookDelivery.updateMany({ where, data: replayed(now) });
    const after = { since, replayed: count };
    await recordAuditEvent(tx, ctx, { action: "webhook_endpoint.replayed", targetId: endpointId, after });
    return { replayed: count };
  });
}
