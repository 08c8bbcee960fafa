import { onTestFinished } from "vitest";
import { system } from "@/lib/platform/db/system";
import { createWebhookEndpoint } from "@/lib/webhooks/create-webhook-endpoint";
import { startDueDeliveries } from "@/lib/webhooks/delivery-workflow";
import { webhookEventTypes } from "@/lib/webhooks/schemas";
import { newOrganization } from "./organization";
import { startWebhookReceiver } from "./webhook-receiver";

/** A new organization with an endpoint for every event, and its receiver. */
export async function listeningOrganization() {
  const organization = await newOrganization();
  const receiver = await startWebhookReceiver();
  onTestFinished(() => receiver.close());
  const events = [...webhookEventTypes];
  const body = { url: receiver.url, description: null, events, enabled: true };
  const endpoint = await createWebhookEndpoint(organization.ctx, body);
  return { organization, receiver, endpoint };
}

/** Starts due deliveries and waits for them to end. */
export async function deliverDue(): Promise<void> {
  const running = await startDueDeliveries();
  await Promise.all(running.map((one) => one.ended(15_000)));
}

/** Skips the pause before the next attempt. */
export async function hurry(endpointId: string): Promise<void> {
  const data = { nextAttemptAt: new Date(Date.now() - 60_000) };
  await system().transaction((tx) => tx.webhookDelivery.updateMany({ where: { endpointId, status: "pending" }, data }));
}

export function deliveriesOf(endpointId: string) {
  return system().transaction((tx) =>
    tx.webhookDelivery.findMany({ where: { endpointId }, orderBy: { createdAt: "asc" } }),
  );
}

export async function onlyDeliveryOf(endpointId: string) {
  const [delivery, ...others] = await deliveriesOf(endpointId);
  if (!delivery || others.length > 0)
    throw new Error(`expected one delivery, not ${others.length + (delivery ? 1 : 0)}`);
  return delivery;
}
