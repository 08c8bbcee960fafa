import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as replayDelivery from "@/app/api/core/webhook-deliveries/[webhookDeliveryId]/replay/route";
import * as delivery from "@/app/api/core/webhook-deliveries/[webhookDeliveryId]/route";
import type { ApiRoute } from "@/lib/http/contract";
import { system } from "@/lib/platform/db/system";
import { WebhookDeliveryPage, WebhookDeliveryRecord } from "@/lib/webhooks/schemas";
import { call } from "@/test/support/api";
import { newOrganization } from "@/test/support/organization";
import { deliverDue, deliveriesOf, listeningOrganization } from "@/test/support/webhook-endpoint";
import { answers } from "@/test/support/webhook-receiver";
import * as deliveries from "./deliveries/route";
import * as replay from "./replay/route";
import * as rotation from "./rotate-secret/route";
import { DELETE, GET, PATCH } from "./route";
import * as ping from "./test/route";

type Call = { method?: string; body?: unknown; headers?: Record<string, string>; path?: string };
const on =
  (id: string) =>
  (route: ApiRoute, token: string, rest: Call = {}) =>
    call(route, { token, params: { webhookEndpointId: id }, ...rest });
const onDelivery =
  (id: string) =>
  (route: ApiRoute, token: string, rest: Call = {}) =>
    call(route, { token, params: { webhookDeliveryId: id }, ...rest });
const actionsOf = async (targetId: string) =>
  (
    await system().transaction((tx) => tx.auditEvent.findMany({ where: { targetId }, orderBy: { createdAt: "asc" } }))
  ).map(({ action }) => action);

describe("/core/webhook-endpoints/{id}", () => {
  it("is read, changed, given a new secret and deleted, each in the audit trail", async () => {
    const { organization, endpoint } = await listeningOrganization();
    const { apiKey } = organization;
    const ask = on(endpoint.id);
    const read = await ask(GET, apiKey);
    expect(read.json).toEqual({ ...endpoint, secret: undefined });
    const etag = read.headers.get("etag") ?? "";
    const changed = await ask(PATCH, apiKey, { body: { description: "Orders" }, headers: { "If-Match": etag } });
    expect(changed.json).toMatchObject({ description: "Orders", url: endpoint.url });
    const stale = await ask(PATCH, apiKey, { body: { description: "Late" }, headers: { "If-Match": etag } });
    expect(stale.status).toBe(412);
    const rotated = await ask(rotation.POST, apiKey, { method: "POST" });
    expect(rotated.json.secret).not.toBe(endpoint.secret);
    expect(Date.parse(rotated.json.previous_secret_until)).toBeGreaterThan(Date.now());
    expect((await ask(DELETE, apiKey, { method: "DELETE" })).status).toBe(204);
    expect((await ask(GET, apiKey)).status).toBe(404);
    const trail = ["created", "updated", "secret_rotated", "deleted"].map((action) => `webhook_endpoint.${action}`);
    expect(await actionsOf(endpoint.id)).toEqual(trail);
  });

  it("refuses a change to a private address, and an unknown member", async () => {
    const { organization, endpoint } = await listeningOrganization();
    const ask = on(endpoint.id);
    for (const body of [{ url: "https://10.0.0.7/" }, { secret: "x" }]) {
      expect((await ask(PATCH, organization.apiKey, { body })).status).toBe(422);
    }
  });

  it("is 404 to another organization and 403 without the scope, in every verb", async () => {
    const { organization, endpoint } = await listeningOrganization();
    const { json: sent } = await on(endpoint.id)(ping.POST, organization.apiKey, { method: "POST" });
    const stranger = await newOrganization();
    const since = { since: "2026-01-01T00:00:00Z" };
    const statuses = async (token: string) => {
      const [ask, askDelivery] = [on(endpoint.id), onDelivery(sent.id)];
      const asked = [
        ask(GET, token),
        ask(PATCH, token, { body: { enabled: false } }),
        ask(DELETE, token, { method: "DELETE" }),
        ask(rotation.POST, token, { method: "POST" }),
        ask(ping.POST, token, { method: "POST" }),
        ask(deliveries.GET, token),
        ask(replay.POST, token, { body: since }),
        askDelivery(delivery.GET, token),
        askDelivery(replayDelivery.POST, token, { method: "POST" }),
      ];
      return [...new Set((await Promise.all(asked)).map(({ status }) => status))];
    };
    expect(await statuses(stranger.apiKey)).toEqual([404]);
    expect(await statuses(organization.viewerApiKey)).toEqual([403]);
    expect((await on(randomUUID())(GET, organization.apiKey)).status).toBe(404);
  });
});

describe("the deliveries of an endpoint", () => {
  it("are listed by status, read, and replayed one by one or all that have failed", async () => {
    const { organization, receiver, endpoint } = await listeningOrganization();
    const { apiKey } = organization;
    const ask = on(endpoint.id);
    const tested = await ask(ping.POST, apiKey, { method: "POST" });
    expect(tested.status).toBe(201);
    const { id } = WebhookDeliveryRecord.parse(tested.json);
    expect(tested.headers.get("location")).toBe(`/core/webhook-deliveries/${id}`);
    await deliverDue();
    const read = await onDelivery(id)(delivery.GET, apiKey);
    expect(read.json).toMatchObject({
      status: "delivered",
      attempts: 1,
      response_status: 200,
      response_excerpt: null,
      next_attempt_at: null,
      payload: { type: "ping", data: { endpoint_id: endpoint.id } },
    });

    receiver.answerNext(answers.status(500));
    await ask(ping.POST, apiKey, { method: "POST" });
    await deliverDue();
    await ask(PATCH, apiKey, { body: { enabled: false } });
    const listed = async (status: string) =>
      WebhookDeliveryPage.parse((await ask(deliveries.GET, apiKey, { path: `/?status=${status}` })).json).data;
    expect(await listed("delivered")).toHaveLength(1);
    expect((await listed("failed")).map(({ error }) => error)).toEqual(["The endpoint was disabled."]);
    const body = { since: "2026-01-01T00:00:00Z" };
    expect((await ask(replay.POST, apiKey, { body })).json.code).toBe("action_not_possible");
    expect((await ask(ping.POST, apiKey, { method: "POST" })).json.code).toBe("action_not_possible");
    await ask(PATCH, apiKey, { body: { enabled: true } });
    expect((await ask(replay.POST, apiKey, { body })).json).toEqual({ replayed: 1 });
    const again = await onDelivery(id)(replayDelivery.POST, apiKey, { method: "POST" });
    expect(again.json).toMatchObject({ status: "pending", attempts: 1 });
    await deliverDue();
    expect((await deliveriesOf(endpoint.id)).map((row) => [row.status, row.attempts])).toEqual([
      ["delivered", 2],
      ["delivered", 2],
    ]);
    expect(receiver.received).toHaveLength(4);
    expect(await actionsOf(id)).toEqual(["webhook_delivery.replayed"]);
  });
});
