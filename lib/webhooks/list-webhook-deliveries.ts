import { type Context, requireScope } from "@/lib/identity/actor";
import { manageWebhooks } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { notFound } from "@/lib/platform/errors";
import { listConditions, newestFirst, pageFrom } from "@/lib/platform/pagination";
import type { ListWebhookDeliveriesQuery, WebhookDeliveryPage } from "./schemas";
import { serializeWebhookDelivery, withEvent } from "./serialize-webhook-delivery";

/** Newest first. Throws `forbidden`, `not_found`, `validation_failed`. */
export async function listWebhookDeliveries(
  ctx: Context,
  endpointId: string,
  query: ListWebhookDeliveriesQuery,
): Promise<WebhookDeliveryPage> {
  requireScope(ctx, manageWebhooks);
  const { organizationId } = ctx;
  const status = query.status && { status: query.status };
  const rows = await tenant(ctx).read(async (tx) => {
    const endpoint = await tx.webhookEndpoint.findFirst({ where: { organizationId, id: endpointId } });
    if (!endpoint) throw notFound("The webhook endpoint");
    return tx.webhookDelivery.findMany({
      where: { organizationId, endpointId, ...status, AND: [listConditions(query)] },
      include: withEvent,
      orderBy: newestFirst,
      take: query.limit + 1,
      relationLoadStrategy: "join",
    });
  });
  return pageFrom(rows, query.limit, serializeWebhookDelivery);
}
