import { type Context, requireScope } from "@/lib/identity/actor";
import { manageWebhooks } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { notFound } from "@/lib/platform/errors";
import type { WebhookEndpointRecord } from "./schemas";
import { serializeWebhookEndpoint } from "./serialize-webhook-endpoint";

/** Throws `forbidden`, or `not_found`, also for another organization's endpoint. */
export async function getWebhookEndpoint(ctx: Context, id: string): Promise<WebhookEndpointRecord> {
  requireScope(ctx, manageWebhooks);
  const where = { organizationId: ctx.organizationId, id };
  const row = await tenant(ctx).read((tx) => tx.webhookEndpoint.findFirst({ where }));
  if (!row) throw notFound("The webhook endpoint");
  return serializeWebhookEndpoint(row);
}
