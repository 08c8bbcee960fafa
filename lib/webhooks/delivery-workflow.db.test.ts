import { describe, expect, it } from "vitest";
import { updatePhoneNumber } from "@/lib/numbers/phone-numbers/update-phone-number";
import { releasePhoneNumber } from "@/lib/numbers/release/release-phone-number";
import { system } from "@/lib/platform/db/system";
import { createPhoneNumbers } from "@/prisma/factories";
import {
  deliverDue,
  deliveriesOf,
  hurry,
  listeningOrganization,
  onlyDeliveryOf,
} from "@/test/support/webhook-endpoint";
import { answers, startWebhookReceiver, verified } from "@/test/support/webhook-receiver";
import { deliverWhatIsDue } from "./delivery-job";
import { beginAttempt } from "./delivery-store";
import { deliveryWorkflow, deliveryWorkflowId } from "./delivery-workflow";
import { replayWebhookDelivery } from "./replay-webhook-delivery";
import { rotateWebhookSecret } from "./rotate-webhook-secret";
import { recordAttempt } from "./steps/record-attempt";
import { send } from "./steps/send";
import { testWebhookEndpoint } from "./test-webhook-endpoint";
import { updateWebhookEndpoint } from "./update-webhook-endpoint";

/** An endpoint with one event on its way: a ping. */
async function pinged() {
  const world = await listeningOrganization();
  const { id } = await testWebhookEndpoint(world.organization.ctx, world.endpoint.id);
  const { giveUpAt } = await onlyDeliveryOf(world.endpoint.id);
  return { ...world, attempt: { deliveryId: id, attempt: 1, giveUpAt: giveUpAt.toISOString() } };
}

const endpointRow = (id: string) =>
  system().transaction((tx) => tx.webhookEndpoint.findUniqueOrThrow({ where: { id } }));

describe("a delivery", () => {
  it("is a POST that the endpoint's secret verifies, and no other", async () => {
    const { receiver, endpoint } = await pinged();
    await deliverDue();
    const [got] = receiver.received;
    if (!got) throw new Error("nothing was received");
    const { eventId } = await onlyDeliveryOf(endpoint.id);
    expect(got.headers).toMatchObject({ "webhook-id": eventId, "content-type": "application/json" });
    expect(verified(got, endpoint.secret)).toEqual({
      type: "ping",
      timestamp: expect.stringMatching(/Z$/),
      data: { endpoint_id: endpoint.id },
    });
    expect(() => verified(got, `whsec_${Buffer.alloc(32).toString("base64")}`)).toThrow("No matching signature");
    expect(() => verified({ ...got, body: got.body.replace("ping", "pong") }, endpoint.secret)).toThrow();
    expect(await onlyDeliveryOf(endpoint.id)).toMatchObject({
      status: "delivered",
      attempts: 1,
      responseStatus: 200,
      responseExcerpt: null,
      error: null,
      begunAt: null,
    });
  });

  it("is verified by the secret before a rotation and by the new one, for a day", async () => {
    const { organization, receiver, endpoint } = await listeningOrganization();
    const rotated = await rotateWebhookSecret(organization.ctx, endpoint.id);
    await testWebhookEndpoint(organization.ctx, endpoint.id);
    await deliverDue();
    const past = { previousSecretUntil: new Date(Date.now() - 1_000) };
    await system().transaction((tx) => tx.webhookEndpoint.update({ where: { id: endpoint.id }, data: past }));
    await testWebhookEndpoint(organization.ctx, endpoint.id);
    await deliverDue();
    const [first, second] = receiver.received;
    if (!first || !second) throw new Error("two were sent");
    for (const secret of [endpoint.secret, rotated.secret]) expect(verified(first, secret)).toBeTruthy();
    expect(verified(second, rotated.secret)).toBeTruthy();
    expect(() => verified(second, endpoint.secret)).toThrow("No matching signature");
  });

  it.each([
    ["500", answers.status(500), 500, "The endpoint returned 500."],
    ["429", answers.status(429, { "Retry-After": "120" }), 429, "The endpoint returned 429."],
    ["a dropped connection", answers.drop, null, "The endpoint closed the connection without a response."],
  ])("after %s is made again, later, under the same id", async (_name, answer, status, error) => {
    const { receiver, endpoint } = await pinged();
    receiver.answerNext(answer);
    await deliverDue();
    const waiting = await onlyDeliveryOf(endpoint.id);
    expect(waiting).toMatchObject({ status: "pending", attempts: 1, responseStatus: status, error, begunAt: null });
    const pauseMs = waiting.nextAttemptAt.getTime() - (waiting.lastAttemptAt?.getTime() ?? 0);
    expect(pauseMs).toBeGreaterThanOrEqual(status === 429 ? 120_000 : 4_000);
    expect((await endpointRow(endpoint.id)).failingSince).toBeTruthy();
    await deliverDue();
    expect(receiver.received).toHaveLength(1);
    await hurry(endpoint.id);
    await deliverDue();
    expect(await onlyDeliveryOf(endpoint.id)).toMatchObject({ status: "delivered", attempts: 2, error: null });
    expect((await endpointRow(endpoint.id)).failingSince).toBeNull();
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  });

  it("has failed when a day has passed, and a replay gives it another", async () => {
    const { organization, receiver, endpoint, attempt } = await pinged();
    receiver.answerNext(answers.status(503));
    const giveUpAt = new Date(Date.now() - 1_000);
    await system().transaction((tx) =>
      tx.webhookDelivery.update({ where: { id: attempt.deliveryId }, data: { giveUpAt } }),
    );
    await deliverDue();
    expect(await onlyDeliveryOf(endpoint.id)).toMatchObject({ status: "failed", attempts: 1 });
    await replayWebhookDelivery(organization.ctx, attempt.deliveryId);
    await deliverDue();
    expect(await onlyDeliveryOf(endpoint.id)).toMatchObject({ status: "delivered", attempts: 2 });
  });

  it("does not follow a redirect", async () => {
    const { receiver, endpoint } = await pinged();
    const elsewhere = await startWebhookReceiver();
    receiver.answerNext(answers.status(307, { Location: elsewhere.url }));
    await deliverDue();
    elsewhere.close();
    expect(elsewhere.received).toEqual([]);
    expect(await onlyDeliveryOf(endpoint.id)).toMatchObject({
      status: "pending",
      responseStatus: 307,
      error: "The endpoint returned 307, a redirect, which is not followed. Use the final URL.",
    });
  });

  it("goes to no private address, whatever the host meant when it was written down", async () => {
    const { receiver, endpoint } = await pinged();
    const url = `http://[::1]:${receiver.port}/hooks`;
    await system().transaction((tx) => tx.webhookEndpoint.update({ where: { id: endpoint.id }, data: { url } }));
    await deliverDue();
    expect(receiver.received).toEqual([]);
    const { error, responseStatus } = await onlyDeliveryOf(endpoint.id);
    expect([error, responseStatus]).toEqual(["This address is private. Use a public one.", null]);
  });

  it("to an endpoint that is gone disables it, and what waited for it has failed", async () => {
    const { organization, receiver, endpoint } = await pinged();
    receiver.answerAlways(answers.status(410));
    await deliverDue();
    expect(await endpointRow(endpoint.id)).toMatchObject({ enabled: false, disabledReason: "gone" });
    expect(await onlyDeliveryOf(endpoint.id)).toMatchObject({ status: "failed", responseStatus: 410 });
    const where = { organizationId: organization.id, action: "webhook_endpoint.disabled" };
    expect(await system().transaction((tx) => tx.auditEvent.count({ where }))).toBe(1);
  });

  it("shows nothing of what a private host answers but its status", async () => {
    const { receiver, endpoint } = await pinged();
    receiver.answerNext((response) => void response.end("root:x:0:0"));
    await deliverDue();
    const { responseExcerpt, responseStatus, status } = await onlyDeliveryOf(endpoint.id);
    expect([status, responseStatus, responseExcerpt]).toEqual(["delivered", 200, null]);
  });
});

describe("a server that dies", () => {
  it("before it could start an attempt leaves it to whoever sweeps next, once, however many sweep", async () => {
    const { receiver, endpoint } = await pinged();
    await Promise.all([deliverDue(), deliverDue(), deliverDue()]);
    expect(receiver.received).toHaveLength(1);
    expect(await onlyDeliveryOf(endpoint.id)).toMatchObject({ status: "delivered", attempts: 1 });
  });

  it("while it waits for the answer is followed by one that sends again: at least once", async () => {
    const { receiver, endpoint, attempt } = await pinged();
    let release = () => {};
    receiver.answerNext((response) => {
      release = () => void response.destroy();
    });
    const id = deliveryWorkflowId(attempt);
    await deliveryWorkflow.start(id, attempt);
    await expect.poll(() => receiver.received.length).toBe(1);
    // As if it had begun on a server that is dead now: the sweep of this one takes it up.
    await system().transaction(
      (tx) => tx.$executeRaw`UPDATE dbos.workflow_status SET executor_id = 'dead' WHERE workflow_uuid = ${id}`,
    );
    await expect.poll(async () => (await onlyDeliveryOf(endpoint.id)).status).toBe("delivered");
    release();
    expect(receiver.received).toHaveLength(2);
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect((await onlyDeliveryOf(endpoint.id)).attempts).toBe(1);
  });

  it("between any two statements leaves steps that end the same when they run twice", async () => {
    const { endpoint, attempt } = await pinged();
    expect([await beginAttempt(attempt), await beginAttempt(attempt)]).toEqual([true, true]);
    const result = await send(attempt);
    await recordAttempt(attempt, result);
    await recordAttempt(attempt, { ...result, error: "The endpoint returned 500." });
    expect(await onlyDeliveryOf(endpoint.id)).toMatchObject({ status: "delivered", attempts: 1, error: null });
    expect(await beginAttempt(attempt)).toBe(false);
  });
});

describe("deliveries of many endpoints", () => {
  it("that are slow keep only themselves waiting, five at a time", async () => {
    const slow = await listeningOrganization();
    const fast = await listeningOrganization();
    const held: (() => void)[] = [];
    slow.receiver.answerAlways((response) => void held.push(() => response.end()));
    for (let count = 0; count < 7; count++) await testWebhookEndpoint(slow.organization.ctx, slow.endpoint.id);
    const slowOnes = deliverWhatIsDue();
    await expect.poll(() => slow.receiver.received.length).toBe(5);
    for (let count = 0; count < 7; count++) await testWebhookEndpoint(fast.organization.ctx, fast.endpoint.id);
    await deliverWhatIsDue();
    await expect.poll(() => fast.receiver.received.length).toBe(7);
    expect(slow.receiver.received).toHaveLength(5);
    slow.receiver.answerAlways(answers.ok);
    for (const answer of held) answer();
    await slowOnes;
    await expect
      .poll(async () => {
        await deliverWhatIsDue();
        return (await deliveriesOf(slow.endpoint.id)).filter(({ status }) => status === "delivered").length;
      })
      .toBe(7);
  });
});

describe("an endpoint that is disabled", () => {
  it("gets nothing, and can be replayed to once it is enabled again", async () => {
    const { organization, receiver, endpoint, attempt } = await pinged();
    await updateWebhookEndpoint(organization.ctx, endpoint.id, { enabled: false }, null);
    await deliverDue();
    expect(receiver.received).toEqual([]);
    expect(await onlyDeliveryOf(endpoint.id)).toMatchObject({
      status: "failed",
      error: "The endpoint was disabled.",
      attempts: 0,
    });
    const replay = () => replayWebhookDelivery(organization.ctx, attempt.deliveryId);
    await expect(replay()).rejects.toMatchObject({ code: "action_not_possible" });
    await updateWebhookEndpoint(organization.ctx, endpoint.id, { enabled: true }, null);
    await replay();
    await deliverDue();
    expect(receiver.received).toHaveLength(1);
  });

  it("between the sweep and the attempt is left alone, and its replay is an attempt of its own", async () => {
    const { organization, receiver, endpoint, attempt } = await pinged();
    await updateWebhookEndpoint(organization.ctx, endpoint.id, { enabled: false }, null);
    const late = await deliveryWorkflow.start(deliveryWorkflowId(attempt), attempt);
    expect(await late.ended(10_000)).toBe(true);
    await updateWebhookEndpoint(organization.ctx, endpoint.id, { enabled: true }, null);
    await replayWebhookDelivery(organization.ctx, attempt.deliveryId);
    await deliverDue();
    expect(receiver.received).toHaveLength(1);
  });
});

describe("what happens to a number", () => {
  it("is told in the order of nothing but itself: shared, then released", async () => {
    const { organization, receiver, endpoint } = await listeningOrganization();
    const [row] = await createPhoneNumbers(organization.id, ["+14155559901"]);
    await updatePhoneNumber(organization.ctx, "+14155559901", { outbound_shareable: true }, null);
    await releasePhoneNumber(organization.ctx, "+14155559901", false);
    await deliverDue();
    const number = { phone_number_id: row?.id, phone_number: "+14155559901" };
    expect(receiver.payloads()).toEqual(
      expect.arrayContaining([
        {
          type: "phone_number.shareable_changed",
          timestamp: expect.any(String),
          data: { ...number, outbound_shareable: true },
        },
        { type: "phone_number.released", timestamp: expect.any(String), data: number },
      ]),
    );
    expect((await deliveriesOf(endpoint.id)).map(({ status }) => status)).toEqual(["delivered", "delivered"]);
  });
});
