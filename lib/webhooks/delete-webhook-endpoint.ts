import { type Context, requireScope } from "@/lib/identity/actor";
import { manageWebhooks } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { lockEndpoint } from "./endpoint-store";
import { recordEndpointEvent } from "./record-endpoint-event";

/** Deletes the endpoint with its secret and deliveries. Throws `forbidden`, `not_found`. */
export async function deleteWebhookEndpoint(ctx: Context, id: string): Promise<void> {
  requireScope(ctx, manageWebhooks);
  await tenant(ctx).transaction(async (tx) => {
    const { endpoint } = await lockEndpoint(tx, { organizationId: ctx.organizationId, endpointId: id });
    await tx.webhookEndpoint.delete({ where: { id } });
    await recordEndpointEvent(tx, ctx, "deleted", { before: endpoint });
  });
}
