import { describe, expect, it } from "vitest";
import { POST as purchase } from "@/app/api/core/managed-accounts/[managedAccountId]/purchase-number/route";
import { system } from "@/lib/platform/db/system";
import { createAgent, createPhoneNumbers } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { freshNumber } from "@/test/support/fresh-number";
import { actionsOn, findNumber, numberForRelease, numbersUsed } from "@/test/support/number-for-release";
import { newOrganization } from "@/test/support/organization";
import { simulator } from "@/test/support/world";
import { DELETE, GET } from "./route";

const DAY_MS = 86_400_000;

const release = (token: string, params: { phoneNumber: string }, query = "") =>
  call(DELETE, { method: "DELETE", token, params, path: `/${query}` });
const isAtCarrier = async (phoneNumber: string) =>
  (await simulator.state()).owned.some((owned) => owned.phone_number === phoneNumber);

describe("DELETE /core/phone-numbers/{phone_number} of a bought number", () => {
  it("takes it out of service at once and gives it back after the undo window: 202 with the record", async () => {
    const { organization, row, params } = await numberForRelease();
    const agent = await createAgent(organization.id);
    const inboundAgentVersionId = agent.versions[0]?.id ?? null;
    const data = { inboundAgentVersionId, outboundAgentVersionId: inboundAgentVersionId };
    await system().transaction((tx) => tx.phoneNumber.update({ where: { id: row.id }, data }));
    const { status, json, headers } = await release(organization.apiKey, params);
    expect(status).toBe(202);
    expect(json).toMatchObject({ id: row.id, status: "releasing", inbound_agent: null, outbound_agent: null });
    expect(Math.abs(Date.parse(json.release_at) - Date.now() - 7 * DAY_MS)).toBeLessThan(60_000);
    expect(Date.parse(json.updated_at)).toBeGreaterThan(row.updatedAt.getTime());
    expect(headers.get("etag")).toBeTruthy();
    expect((await call(GET, { token: organization.apiKey, params })).json).toEqual(json);
    expect(await isAtCarrier(row.phoneNumber)).toBe(true);
    expect(await numbersUsed(organization.id)).toBe(1);
    const events = await system().transaction((tx) =>
      tx.auditEvent.findMany({ where: { targetId: row.id, actorKind: "api_key" } }),
    );
    expect(events).toMatchObject([
      {
        action: "phone_number.release_requested",
        before: { status: "active", inbound_agent_version_id: inboundAgentVersionId },
        after: { status: "releasing", inbound_agent_version_id: null, release_at: json.release_at },
      },
    ]);
  });

  it("needs phone_numbers:manage", async () => {
    const { organization, row, params } = await numberForRelease();
    const { status, json } = await release(organization.viewerApiKey, params);
    expect([status, json.detail]).toEqual([403, "This requires the scope phone_numbers:manage."]);
    expect((await findNumber(row.id))?.status).toBe("active");
  });

  it("of another organization is 404 and changes nothing", async () => {
    const { row, params } = await numberForRelease();
    const stranger = await newOrganization();
    expect((await release(stranger.apiKey, params, "?immediately=true")).status).toBe(404);
    expect((await findNumber(row.id))?.status).toBe("active");
  });

  it("a second time answers the same and changes nothing", async () => {
    const { organization, row, params } = await numberForRelease();
    const first = await release(organization.apiKey, params);
    const again = await release(organization.apiKey, params);
    expect([again.status, again.json]).toEqual([202, first.json]);
    expect(await actionsOn(row.id)).toEqual(["phone_number.purchased", "phone_number.release_requested"]);
  });

  it("with immediately=true is gone at the carrier and here, once, and its slot is free", async () => {
    const { organization, row, phoneNumber, params } = await numberForRelease();
    const { status, json } = await release(organization.apiKey, params, "?immediately=true");
    expect([status, json.status]).toEqual([202, "releasing"]);
    await expect.poll(() => findNumber(row.id)).toBeNull();
    expect(await isAtCarrier(phoneNumber)).toBe(false);
    expect(await numbersUsed(organization.id)).toBe(0);
    expect((await call(GET, { token: organization.apiKey, params })).status).toBe(404);
    expect((await release(organization.apiKey, params)).status).toBe(404);
    expect(await actionsOn(row.id)).toEqual([
      "phone_number.purchased",
      "phone_number.release_requested",
      "phone_number.released",
    ]);
  });

  it("with immediately=true ends an undo window that runs", async () => {
    const { organization, row, params } = await numberForRelease();
    await release(organization.apiKey, params);
    const { status, json } = await release(organization.apiKey, params, "?immediately=true");
    expect(status).toBe(202);
    expect(Date.parse(json.release_at)).toBeLessThan(Date.now() + 60_000);
    await expect.poll(() => findNumber(row.id)).toBeNull();
    expect(await numbersUsed(organization.id)).toBe(0);
  });

  it("many times at once releases once and counts once", async () => {
    const { organization, row, params } = await numberForRelease();
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => release(organization.apiKey, params, "?immediately=true")),
    );
    expect(answers.every(({ status }) => status === 202 || status === 404)).toBe(true);
    await expect.poll(() => findNumber(row.id)).toBeNull();
    expect(await numbersUsed(organization.id)).toBe(0);
    const { ledger } = await simulator.state();
    const releases = ledger.filter((entry) => entry.phone_number === row.phoneNumber && entry.act === "released");
    expect(releases).toHaveLength(1);
  });

  it("leaves the stored answer of its purchase to whoever repeats the key", async () => {
    const organization = await newOrganization();
    const phoneNumber = freshNumber();
    const buy = () =>
      call(purchase, {
        token: organization.apiKey,
        params: { managedAccountId: "default" },
        body: { phone_number: phoneNumber },
        headers: { "Idempotency-Key": "once" },
      });
    const first = await buy();
    await release(organization.apiKey, { phoneNumber }, "?immediately=true");
    await expect.poll(() => findNumber(first.json.id)).toBeNull();
    const again = await buy();
    expect([again.status, again.json]).toEqual([201, first.json]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await numbersUsed(organization.id)).toBe(0);
  });

  it.each(["?immediately=yes", "?immediately=", "?now=true"])("refuses %s: 422", async (query) => {
    const { organization, row, params } = await numberForRelease();
    expect((await release(organization.apiKey, params, query)).status).toBe(422);
    expect((await findNumber(row.id))?.status).toBe("active");
  });
});

describe("DELETE /core/phone-numbers/{phone_number} of another kind of number", () => {
  it("unregisters an imported one at once: 204 without a body, slot given back", async () => {
    const organization = await newOrganization();
    const [row] = await createPhoneNumbers(organization.id, ["+16285553990"]);
    const params = { phoneNumber: "16285553990" };
    const { status, response, headers } = await release(organization.apiKey, params);
    expect([status, await response.text(), headers.get("content-type")]).toEqual([204, "", null]);
    expect(headers.get("x-request-id")).toBeTruthy();
    expect(await numbersUsed(organization.id)).toBe(0);
    expect(await actionsOn(row?.id ?? "")).toEqual(["phone_number.unregistered"]);
    expect((await release(organization.apiKey, params)).status).toBe(404);
  });

  it.each([
    ["that still counts gives its slot back", null, 0],
    ["that was freed when it was lost does not count twice", new Date(), 1],
  ])("forgets one lost at the carrier: %s", async (_name, releasedAt, used) => {
    const { organization, row, params } = await numberForRelease();
    await system().transaction((tx) =>
      tx.phoneNumber.update({ where: { id: row.id }, data: { status: "lost_at_carrier" } }),
    );
    await system().transaction((tx) =>
      tx.purchase.update({ where: { id: row.purchaseId ?? "" }, data: { releasedAt } }),
    );
    expect((await release(organization.apiKey, params)).status).toBe(204);
    expect(await findNumber(row.id)).toBeNull();
    expect(await numbersUsed(organization.id)).toBe(used);
    expect(await actionsOn(row.id)).toContain("phone_number.forgotten");
  });

  it("forgets one lost at the carrier that no purchase counts: its slot came back when it was lost", async () => {
    const { organization, row, params } = await numberForRelease();
    const data = { status: "lost_at_carrier", purchaseId: null } as const;
    await system().transaction((tx) => tx.phoneNumber.update({ where: { id: row.id }, data }));
    expect((await release(organization.apiKey, params)).status).toBe(204);
    expect(await numbersUsed(organization.id)).toBe(1);
  });
});
