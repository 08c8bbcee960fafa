import { describe, expect, it } from "vitest";
import { FindingPage } from "@/lib/numbers/findings/schemas";
import { findPurchase } from "@/lib/numbers/purchase/purchase-store";
import { reconcile } from "@/lib/numbers/reconcile/reconcile";
import { system } from "@/lib/platform/db/system";
import { call } from "@/test/support/api";
import {
  boughtNumber,
  buyAtCarrier,
  reservedPurchase,
  setAsidePurchase,
  slotsUsed,
  vanishedNumber,
} from "@/test/support/bought-number";
import { newOrganization } from "@/test/support/organization";
import { simulator } from "@/test/support/world";
import { POST } from "./[findingId]/resolve/route";
import { GET } from "./route";

type Organization = Awaited<ReturnType<typeof newOrganization>>;

const sweep = () => reconcile({ graceMs: 0, absentForMs: 0 });
const list = (token: string, query = "") => call(GET, { token, path: `/admin/findings${query}` });
const resolve = (token: string, findingId: string, action: string) =>
  call(POST, { token, params: { findingId }, body: { action } });
const idOf = async (organization: Organization) =>
  FindingPage.parse((await list(organization.apiKey)).json).data[0]?.id ?? expect.unreachable("no finding");
const auditOf = (organizationId: string, action: string) =>
  system().transaction((tx) =>
    tx.auditEvent.findMany({ where: { organizationId, action }, orderBy: { createdAt: "asc" } }),
  );

async function withStuckPurchase(organization: Organization) {
  const purchase = await setAsidePurchase(organization);
  await sweep();
  return { purchase, id: await idOf(organization) };
}

async function withUnlistedNumber(organization: Organization) {
  const { id } = await reservedPurchase(organization);
  const purchase = await system().transaction(async (tx) => {
    const phoneNumbersUsed = { decrement: 1 };
    await tx.organization.update({ where: { id: organization.id }, data: { phoneNumbersUsed } });
    return tx.purchase.update({ where: { id }, data: { status: "failed", errorCode: "carrier_unavailable" } });
  });
  await buyAtCarrier(organization, purchase);
  await sweep();
  return { purchase, id: await idOf(organization) };
}

async function withLostNumber(organization: Organization) {
  const lost = await vanishedNumber(organization);
  await sweep();
  await sweep();
  return { ...lost, id: await idOf(organization) };
}

/** Found wrong, and the carrier refused to put it right. */
async function withWrongBinding(organization: Organization) {
  const bought = await boughtNumber(organization);
  await simulator.rebindNumber(bought.phoneNumber, null);
  await simulator.addFault({ operation: "update_number", kind: "error_before", times: null });
  await sweep();
  await simulator.clearFaults();
  return { ...bought, id: await idOf(organization) };
}

describe("GET /admin/findings", () => {
  it("lists what is open in the organization, newest first and page by page, to phone_numbers:manage", async () => {
    const organization = await newOrganization();
    const numbers = [];
    for (let count = 0; count < 3; count++) numbers.unshift((await setAsidePurchase(organization)).phoneNumber);
    await sweep();
    const { status, json } = await list(await organization.keyWith("phone_numbers:manage"));
    expect(status).toBe(200);
    expect(FindingPage.parse(json).data.map(({ phone_number }) => phone_number)).toEqual(numbers);
    expect(json.data[0]).toMatchObject({ kind: "stuck_purchase", actions: ["retry", "adopt"], resolved_at: null });
    const first = await list(organization.apiKey, "?limit=2");
    expect(first.headers.get("link")).toContain('rel="next"');
    const rest = await list(organization.apiKey, `?limit=2&cursor=${first.json.pagination.next_cursor}`);
    expect([...first.json.data, ...rest.json.data]).toEqual(json.data);
    expect(rest.json.pagination.next_cursor).toBeNull();
  });

  it("needs phone_numbers:manage: 403 naming it", async () => {
    const { status, json } = await list((await newOrganization()).viewerApiKey);
    expect([status, json.detail]).toEqual([403, "This requires the scope phone_numbers:manage."]);
  });

  it("never shows another organization's, nor the operator's own", async () => {
    await withStuckPurchase(await newOrganization());
    expect((await list((await newOrganization()).apiKey)).json.data).toEqual([]);
  });
});

describe("POST /admin/findings/{finding_id}/resolve", () => {
  it("needs phone_numbers:manage, and is 404 for another organization's finding", async () => {
    const organization = await newOrganization();
    const { id } = await withStuckPurchase(organization);
    expect((await resolve(organization.viewerApiKey, id, "retry")).status).toBe(403);
    expect((await resolve((await newOrganization()).apiKey, id, "retry")).status).toBe(404);
  });

  it("retry begins a stuck purchase again, in the slot that it kept; twice is once", async () => {
    const organization = await newOrganization();
    const { id, purchase } = await withStuckPurchase(organization);
    const { status, json } = await resolve(organization.apiKey, id, "retry");
    expect([status, json.resolution, json.actions]).toEqual([200, "retried", []]);
    expect((await resolve(organization.apiKey, id, "retry")).json).toEqual(json);
    await expect.poll(async () => (await findPurchase(purchase.id)).status).toBe("completed");
    expect(await slotsUsed(organization)).toBe(1);
    expect(await auditOf(organization.id, "purchase.retried")).toHaveLength(1);
    expect((await resolve(organization.apiKey, id, "adopt")).status).toBe(409);
  });

  it("adopt completes a stuck purchase when the carrier has its number, else it is 409", async () => {
    const organization = await newOrganization();
    const { id, purchase } = await withStuckPurchase(organization);
    expect(await resolve(organization.apiKey, id, "adopt")).toMatchObject({
      status: 409,
      json: { code: "action_not_possible" },
    });
    await buyAtCarrier(organization, purchase);
    expect((await resolve(organization.apiKey, id, "adopt")).json).toMatchObject({ resolution: "adopted" });
    expect((await findPurchase(purchase.id)).status).toBe("completed");
    expect(await slotsUsed(organization)).toBe(1);
    expect(await auditOf(organization.id, "phone_number.adopted")).toMatchObject([{ actorKind: "api_key" }]);
  });

  it("adopt takes an unlisted number into the directory, in a new slot, once", async () => {
    const organization = await newOrganization();
    const { id, purchase } = await withUnlistedNumber(organization);
    const answers = await Promise.all([1, 2, 3].map(() => resolve(organization.apiKey, id, "adopt")));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await findPurchase(purchase.id)).toMatchObject({ status: "completed", errorCode: null });
    const where = { organizationId: organization.id, phoneNumber: purchase.phoneNumber, status: "active" } as const;
    expect(await system().transaction((tx) => tx.phoneNumber.count({ where }))).toBe(1);
    expect(await slotsUsed(organization)).toBe(1);
    expect(await auditOf(organization.id, "phone_number.adopted")).toHaveLength(1);
    await sweep();
    expect((await list(organization.apiKey)).json.data).toEqual([]);
  });

  it("adopt of an unlisted number beyond the plan's limit is 409, and changes nothing", async () => {
    const organization = await newOrganization({ limit: 1 });
    const { id, purchase } = await withUnlistedNumber(organization);
    await boughtNumber(organization);
    const { status, json } = await resolve(organization.apiKey, id, "adopt");
    expect([status, json.code]).toEqual([409, "phone_number_limit_reached"]);
    expect((await findPurchase(purchase.id)).status).toBe("failed");
    expect((await list(organization.apiKey)).json.data).toHaveLength(1);
  });

  it("forget deletes the row of a lost number, once", async () => {
    const organization = await newOrganization();
    const { id, row } = await withLostNumber(organization);
    const { status, json } = await resolve(organization.apiKey, id, "forget");
    expect([status, json.resolution]).toEqual([200, "forgotten"]);
    expect((await resolve(organization.apiKey, id, "forget")).json).toEqual(json);
    expect(await system().transaction((tx) => tx.phoneNumber.findUnique({ where: { id: row.id } }))).toBeNull();
    expect(await auditOf(organization.id, "phone_number.forgotten")).toHaveLength(1);
    expect(await slotsUsed(organization)).toBe(0);
  });

  it("rebind puts a number back on its trunk, and says when the carrier is away", async () => {
    const organization = await newOrganization();
    const { id, phoneNumber, trunk } = await withWrongBinding(organization);
    await simulator.addFault({ operation: "update_number", kind: "error_before", times: 1 });
    expect(await resolve(organization.apiKey, id, "rebind")).toMatchObject({
      status: 503,
      json: { code: "carrier_unavailable" },
    });
    const { status, json } = await resolve(organization.apiKey, id, "rebind");
    expect([status, json.resolution]).toEqual([200, "rebound"]);
    const { owned } = await simulator.state();
    expect(owned.find(({ phone_number }) => phone_number === phoneNumber)?.trunk_sid).toBe(trunk.carrierTrunkId);
    expect(await auditOf(organization.id, "phone_number.rebound")).toMatchObject([{ actorKind: "api_key" }]);
  });

  it("any other action is 409 with one sentence, and an unknown one 422", async () => {
    const organization = await newOrganization();
    const { id } = await withLostNumber(organization);
    for (const action of ["retry", "adopt", "rebind"]) {
      const { status, json } = await resolve(organization.apiKey, id, action);
      expect([status, json.detail]).toEqual([409, "Available actions: forget."]);
    }
    expect((await resolve(organization.apiKey, id, "release")).status).toBe(422);
  });
});
