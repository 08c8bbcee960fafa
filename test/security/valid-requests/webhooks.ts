import { system } from "@/lib/platform/db/system";
import { createWebhookEndpoint } from "@/lib/webhooks/create-webhook-endpoint";
import { testWebhookEndpoint } from "@/lib/webhooks/test-webhook-endpoint";
import type { Tenant } from "@/test/security/callers";
import { receiverHost } from "@/test/support/webhook-receiver";
import type { Prepare } from "./valid-request";

/** Without a listener; nothing is delivered during the test. */
const wanted = { url: `http://${receiverHost}:9/hooks`, events: ["purchase.failed" as const] };

/** One at a time, because an organization may have only a few endpoints. */
async function newEndpoint({ id: organizationId, ctx }: Tenant): Promise<string> {
  await system().transaction((tx) => tx.webhookEndpoint.deleteMany({ where: { organizationId } }));
  return (await createWebhookEndpoint(ctx, { ...wanted, description: null, enabled: true })).id;
}

const onEndpoint =
  (rest: { status: number; body?: unknown }): Prepare =>
  async (tenant) => ({ ...rest, params: { webhookEndpointId: await newEndpoint(tenant) } });

const onDelivery =
  (rest: { status: number }): Prepare =>
  async (tenant) => {
    const { id } = await testWebhookEndpoint(tenant.ctx, await newEndpoint(tenant));
    return { ...rest, params: { webhookDeliveryId: id } };
  };

export const webhooks: Record<string, Prepare> = {
  listWebhookEndpoints: async (tenant) => {
    await newEndpoint(tenant);
    return { status: 200 };
  },
  createWebhookEndpoint: async (tenant) => {
    await newEndpoint(tenant);
    return { body: wanted, status: 201 };
  },
  getWebhookEndpoint: onEndpoint({ status: 200 }),
  updateWebhookEndpoint: onEndpoint({ status: 200, body: { description: "Orders" } }),
  deleteWebhookEndpoint: onEndpoint({ status: 204 }),
  rotateWebhookSecret: onEndpoint({ status: 200 }),
  testWebhookEndpoint: onEndpoint({ status: 201 }),
  listWebhookDeliveries: onEndpoint({ status: 200 }),
  replayFailedWebhookDeliveries: onEndpoint({ status: 200, body: { since: "2026-01-01T00:00:00Z" } }),
  getWebhookDelivery: onDelivery({ status: 200 }),
  replayWebhookDelivery: onDelivery({ status: 200 }),
};
