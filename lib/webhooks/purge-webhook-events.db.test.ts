import { expect, it } from "vitest";
import { system } from "@/lib/platform/db/system";
import { deliverDue, deliveriesOf, listeningOrganization } from "@/test/support/webhook-endpoint";
import { forgetEndedAttempts, purgeWebhookEvents } from "./purge-webhook-events";
import { testWebhookEndpoint } from "./test-webhook-endpoint";

const workflows = () =>
  system()
    .transaction(
      (tx) => tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM dbos.workflow_status WHERE name = 'webhook-delivery'`,
    )
    .then(([row]) => Number(row?.count));

it("events of more than thirty days go with their deliveries, unless they are still on their way", async () => {
  const { organization, endpoint } = await listeningOrganization();
  for (let count = 0; count < 3; count++) await testWebhookEndpoint(organization.ctx, endpoint.id);
  await deliverDue();
  await testWebhookEndpoint(organization.ctx, endpoint.id);
  const [first, second, , waiting] = await deliveriesOf(endpoint.id);
  const old = [first, second, waiting].map((delivery) => delivery?.eventId ?? "");
  const createdAt = new Date(Date.now() - 31 * 86_400_000);
  await system().transaction((tx) => tx.webhookEvent.updateMany({ where: { id: { in: old } }, data: { createdAt } }));
  expect(await purgeWebhookEvents(1)).toBe(2);
  expect((await deliveriesOf(endpoint.id)).map(({ status }) => status)).toEqual(["delivered", "pending"]);
});

it("what the engine remembers of an attempt goes two days after it began", async () => {
  const { organization, endpoint } = await listeningOrganization();
  await testWebhookEndpoint(organization.ctx, endpoint.id);
  await deliverDue();
  const before = await workflows();
  expect(before).toBeGreaterThan(0);
  await forgetEndedAttempts();
  expect(await workflows()).toBe(before);
  await system().transaction(
    (tx) => tx.$executeRaw`
    UPDATE dbos.workflow_status SET created_at = created_at - 3 * 86400000 WHERE name = 'webhook-delivery'`,
  );
  await forgetEndedAttempts();
  expect(await workflows()).toBe(0);
});
