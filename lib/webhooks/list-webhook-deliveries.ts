import { type Context, requireScope } from "@/lib/auth/actor";
import { readInOrganization } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { listConditions, newestFirst, pageFrom } from "@/lib/http/pagination";
import type { ListWebhookDeliveriesQuery, WebhookDeliveryPage } from "./schemas";
import { manageWebhooks } from "./scopes";
import { serializeWebhookDelivery, withEvent } from "./serialize-webhook-delivery";

/** One page of an endpoint's deliveries, newest first. Throws `forbidden`, `not_found`, `validation_failed`. */
export async function listWebhookDeliveries(
  ctx: Context,
  endpointId: string,
  query: ListWebhookDeliveriesQuery,
): Promise<WebhookDeliveryPage> {
  requireScope(ctx, manageWebhooks);
  const { organizationId } = ctx;
  const status = query.status && { status: query.status };
  const rows = await readInOrganization(ctx, async (tx) => {
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
