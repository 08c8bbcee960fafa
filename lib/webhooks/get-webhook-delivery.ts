import { type Context, requireScope } from "@/lib/identity/actor";
import { manageWebhooks } from "@/lib/identity/permissions";
import type { ReadClient } from "@/lib/platform/db/db";
import { tenant } from "@/lib/platform/db/tenant";
import { notFound } from "@/lib/platform/errors";
import type { WebhookDeliveryRecord } from "./schemas";
import { serializeWebhookDelivery, type WebhookDeliveryRow, withEvent } from "./serialize-webhook-delivery";

/** Throws `forbidden`, or `not_found`, also for another organization's delivery. */
export async function getWebhookDelivery(ctx: Context, id: string): Promise<WebhookDeliveryRecord> {
  requireScope(ctx, manageWebhooks);
  return serializeWebhookDelivery(await tenant(ctx).read((tx) => readWebhookDelivery(tx, ctx, id)));
}

/** Throws `not_found`. */
export async function readWebhookDelivery(
  tx: ReadClient,
  { organizationId }: Context,
  id: string,
): Promise<WebhookDeliveryRow> {
  const row = await tx.webhookDelivery.findFirst({ where: { organizationId, id }, include: withEvent });
  if (!row) throw notFound("The webhook delivery");
  return row;
}
