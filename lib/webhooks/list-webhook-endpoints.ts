import { type Context, requireScope } from "@/lib/identity/actor";
import { manageWebhooks } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { listConditions, newestFirst, pageFrom } from "@/lib/platform/pagination";
import type { ListWebhookEndpointsQuery, WebhookEndpointPage } from "./schemas";
import { serializeWebhookEndpoint } from "./serialize-webhook-endpoint";

/** Newest first. Throws `forbidden`, or `validation_failed` for a foreign cursor. */
export async function listWebhookEndpoints(
  ctx: Context,
  query: ListWebhookEndpointsQuery,
): Promise<WebhookEndpointPage> {
  requireScope(ctx, manageWebhooks);
  const where = { organizationId: ctx.organizationId, AND: [listConditions(query)] };
  const rows = await tenant(ctx).read((tx) =>
    tx.webhookEndpoint.findMany({ where, orderBy: newestFirst, take: query.limit + 1 }),
  );
  return pageFrom(rows, query.limit, serializeWebhookEndpoint);
}
