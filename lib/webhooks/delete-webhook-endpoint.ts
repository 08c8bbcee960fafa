import { type Context, requireScope } from "@/lib/auth/actor";
import { inOrganization } from "@/lib/db";
import { lockEndpoint } from "./endpoint-store";
import { recordEndpointEvent } from "./record-endpoint-event";
import { manageWebhooks } from "./scopes";

/** The endpoint, its secret and its deliveries. Throws `forbidden`, `not_found`. */
export async function deleteWebhookEndpoint(ctx: Context, id: string): Promise<void> {
  requireScope(ctx, manageWebhooks);
  await inOrganization(ctx, async (tx) => {
    const { endpoint } = await lockEndpoint(tx, { organizationId: ctx.organizationId, endpointId: id });
    await tx.webhookEndpoint.delete({ where: { id } });
    await recordEndpointEvent(tx, ctx, "deleted", { before: endpoint });
  });
}
