import type { WebhookEndpoint } from "@/lib/generated/prisma/client";
import type { Tx } from "@/lib/platform/db/db";
import { notFound } from "@/lib/platform/errors";

export type EndpointPlace = { organizationId: string; endpointId: string };

/** Lock before changing an endpoint or its deliveries. `now` is the database clock. Throws `not_found`. */
export async function lockEndpoint(
  tx: Tx,
  { organizationId, endpointId: id }: EndpointPlace,
): Promise<{ endpoint: WebhookEndpoint; now: Date }> {
  const [lock] = await tx.$queryRaw<{ now: Date }[]>`
    SELECT date_trunc('milliseconds', clock_timestamp()) AS now FROM webhook_endpoint
    WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR NO KEY UPDATE`;
  const endpoint = await tx.webhookEndpoint.findFirst({ where: { organizationId, id } });
  if (!lock || !endpoint) throw notFound("The webhook endpoint");
  return { endpoint, now: lock.now };
}

/** Fails the waiting deliveries of a disabled endpoint. They can be replayed once it is enabled. */
export async function failPending(tx: Tx, place: EndpointPlace, error: string, now: Date): Promise<void> {
  const data = { status: "failed", error, updatedAt: now } as const;
  await tx.webhookDelivery.updateMany({ where: { ...place, status: "pending" }, data });
}
