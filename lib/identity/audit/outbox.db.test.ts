import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { failPurchase } from "@/lib/numbers/purchase/purchase-store";
import { forgetNumber } from "@/lib/numbers/reconcile/finding-actions";
import { system } from "@/lib/platform/db/system";
import { tenant } from "@/lib/platform/db/tenant";
import { deleteWebhookEndpoint } from "@/lib/webhooks/delete-webhook-endpoint";
import { type SentEventType, webhookData, webhookEventTypes } from "@/lib/webhooks/schemas";
import { updateWebhookEndpoint } from "@/lib/webhooks/update-webhook-endpoint";
import { boughtNumber, reservedPurchase } from "@/test/support/bought-number";
import { countStatements } from "@/test/support/count-statements";
import { newOrganization } from "@/test/support/organization";
import { actsOfTwo } from "@/test/support/reconciling";
import { deliveriesOf, listeningOrganization } from "@/test/support/webhook-endpoint";
import { simulator } from "@/test/support/world";
import type { AuditEvent } from "./audit-event";
import { bySystem, recordAuditEvent, recordAuditEvents } from "./record-audit-event";

const eventsOf = (organizationId: string) =>
  system().transaction((tx) => tx.webhookEvent.findMany({ where: { organizationId }, orderBy: { createdAt: "asc" } }));
const typesOf = async (organizationId: string) => (await eventsOf(organizationId)).map(({ type }) => type);

function shared(targetId: string = randomUUID()): AuditEvent {
  const after = { phone_number: "+14155550123", outbound_shareable: true };
  return { action: "phone_number.shareable_changed", targetId, after };
}

describe("the outbox", () => {
  it("has what an endpoint asked for, and nothing else", async () => {
    const { organization, endpoint } = await listeningOrganization();
    await updateWebhookEndpoint(organization.ctx, endpoint.id, { events: ["purchase.failed"] }, null);
    const { ctx, id } = organization;
    await tenant(ctx).transaction((tx) => recordAuditEvent(tx, ctx, shared()));
    expect(await eventsOf(id)).toEqual([]);
    await updateWebhookEndpoint(ctx, endpoint.id, { events: [...webhookEventTypes] }, null);
    await tenant(ctx).transaction((tx) => recordAuditEvent(tx, ctx, shared()));
    expect(await typesOf(id)).toEqual(["phone_number.shareable_changed"]);
  });

  it("forgets with the change: what is rolled back is never delivered", async () => {
    const { organization, endpoint } = await listeningOrganization();
    const { ctx } = organization;
    const change = tenant(ctx).transaction(async (tx) => {
      await recordAuditEvent(tx, ctx, shared());
      throw new Error("changed my mind");
    });
    await expect(change).rejects.toThrow("changed my mind");
    expect(await deliveriesOf(endpoint.id)).toEqual([]);
  });

  it("is of one organization: another's endpoint hears nothing", async () => {
    const one = await listeningOrganization();
    const other = await listeningOrganization();
    const { ctx } = one.organization;
    await tenant(ctx).transaction((tx) => recordAuditEvent(tx, ctx, shared()));
    expect(await deliveriesOf(one.endpoint.id)).toHaveLength(1);
    expect(await deliveriesOf(other.endpoint.id)).toEqual([]);
  });

  it("takes a thousand events in one statement, and one statement finds that nobody listens", async () => {
    const many = Array.from({ length: 1_000 }, () => shared());
    const { organization, endpoint } = await listeningOrganization();
    const silent = await newOrganization();
    const record = ({ ctx }: typeof silent) => tenant(ctx).transaction((tx) => recordAuditEvents(tx, ctx, many));
    // Of these one is the audit trail's own.
    expect(await countStatements(() => record(organization))).toBeLessThanOrEqual(4);
    expect(await countStatements(() => record(silent))).toBeLessThanOrEqual(4);
    expect(await deliveriesOf(endpoint.id)).toHaveLength(1_000);
    expect(await eventsOf(silent.id)).toEqual([]);
  });

  it("does not fail a change whose endpoint is deleted at the same moment", async () => {
    const { organization, endpoint } = await listeningOrganization();
    const { ctx } = organization;
    const changes = Array.from({ length: 10 }, () =>
      tenant(ctx).transaction((tx) => recordAuditEvent(tx, ctx, shared())),
    );
    await Promise.all([...changes, deleteWebhookEndpoint(ctx, endpoint.id)]);
    expect(await deliveriesOf(endpoint.id)).toEqual([]);
  });
});

describe("every type of event", () => {
  it("is written by what it tells of, with the members that are documented", async () => {
    const { organization } = await listeningOrganization();
    const { ctx, id } = organization;
    const bought = await boughtNumber(organization);
    const purchase = await reservedPurchase(organization);
    await failPurchase(purchase.id, { code: "number_unavailable", detail: "Just taken." });
    await simulator.releaseNumber(bought.phoneNumber);
    expect(await actsOfTwo(bought.phoneNumber)).toContain("lost");
    const finding = await system().transaction((tx) => tx.finding.findFirstOrThrow({ where: { organizationId: id } }));
    await forgetNumber(ctx, finding);
    expect(await typesOf(id)).toEqual([
      "phone_number.purchased",
      "purchase.failed",
      "phone_number.lost_at_carrier",
      "phone_number.released",
    ]);
    for (const { type, data } of await eventsOf(id)) {
      expect(webhookData[type as SentEventType].strict().parse(data), type).toEqual(data);
    }
  });

  it("of a number has the members that are documented, whoever writes it", async () => {
    const { organization } = await listeningOrganization();
    const source = bySystem(organization.id, "test");
    const slots = { inbound_agent_version_id: randomUUID(), outbound_agent_version_id: null };
    const agents = { inbound_agent: { agent_id: randomUUID(), name: "Front desk", version: 2 }, outbound_agent: null };
    const after = { phone_number: "+14155550123", ...slots, ...agents };
    const assigned: AuditEvent = { action: "phone_number.assigned", targetId: randomUUID(), after };
    await system().transaction((tx) => recordAuditEvents(tx, source, [assigned, shared()]));
    const data = (await eventsOf(organization.id)).map((event) => event.data);
    expect(data).toHaveLength(2);
    expect(data).toContainEqual({ phone_number_id: assigned.targetId, ...after });
  });
});
