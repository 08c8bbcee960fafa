import { afterEach, describe, expect, it } from "vitest";
import { carrierOf } from "@/lib/numbers/managed-accounts/carrier-of";
import { readInstallationId } from "@/lib/numbers/managed-accounts/installation";
import { trunkReference } from "@/lib/numbers/purchase/carrier-reference";
import { system } from "@/lib/platform/db/system";
import { boughtNumber, defaultAccount, reservedPurchase } from "@/test/support/bought-number";
import { newOrganization } from "@/test/support/organization";
import {
  acceptEvents,
  actsOfTwo,
  actsOn,
  atOnce,
  auditOf,
  findingsOf,
  makeOtherTrunk,
  ownedAt,
  refuseEvents,
  rowOf,
} from "@/test/support/reconciling";
import { askCarrier, simulator } from "@/test/support/world";
import { reconcile } from "./reconcile";

afterEach(async () => {
  await simulator.clearFaults();
  await simulator.setAccountStatus("active");
  await acceptEvents();
});

describe("a number on a wrong trunk", () => {
  it("is put back on its own, once, and the audit trail says so", async () => {
    const organization = await newOrganization();
    const { phoneNumber, trunk } = await boughtNumber(organization);
    for (const elsewhere of [null, await makeOtherTrunk("elsewhere")]) {
      await simulator.rebindNumber(phoneNumber, elsewhere);
      expect(await actsOn(phoneNumber)).toEqual(["rebound"]);
      expect((await ownedAt(phoneNumber))?.trunk_sid).toBe(trunk.carrierTrunkId);
      expect(await actsOn(phoneNumber)).toEqual([]);
    }
    const findings = await findingsOf(phoneNumber);
    expect(findings.map(({ kind, resolution }) => [kind, resolution])).toEqual([
      ["wrong_binding", "rebound"],
      ["wrong_binding", "rebound"],
    ]);
    expect(await auditOf(organization.id, "phone_number.rebound")).toMatchObject([
      { actorKind: "system", before: { carrier_trunk_id: null } },
      { actorKind: "system" },
    ]);
  });

  it("is left alone while it is younger than the grace", async () => {
    const { phoneNumber } = await boughtNumber(await newOrganization());
    await simulator.rebindNumber(phoneNumber, null);
    expect(await actsOn(phoneNumber, { ...atOnce, graceMs: 60_000 })).toEqual([]);
    expect((await ownedAt(phoneNumber))?.trunk_sid).toBeNull();
  });

  it("gets its trunk anew when that is gone at the carrier", async () => {
    const organization = await newOrganization();
    const { phoneNumber, trunk } = await boughtNumber(organization);
    const carrier = carrierOf(await defaultAccount(organization));
    await simulator.rebindNumber(phoneNumber, null);
    await carrier.deleteTrunk(trunk.carrierTrunkId);
    expect(await actsOn(phoneNumber)).toEqual(["rebound"]);
    const { trunks } = await simulator.state();
    const reference = trunkReference(await readInstallationId(), organization.id);
    const made = trunks.find(({ friendly_name }) => friendly_name === reference);
    expect((await ownedAt(phoneNumber))?.trunk_sid).toBe(made?.sid);
    expect(await actsOn(phoneNumber)).toEqual([]);
  });

  it("is nobody's concern while it is being released", async () => {
    const { phoneNumber, row } = await boughtNumber(await newOrganization());
    await system().transaction((tx) => tx.phoneNumber.update({ where: { id: row.id }, data: { status: "releasing" } }));
    await simulator.rebindNumber(phoneNumber, null);
    expect(await actsOfTwo(phoneNumber)).toEqual([]);
    await simulator.releaseNumber(phoneNumber);
    expect(await actsOfTwo(phoneNumber)).toEqual([]);
    expect((await rowOf(row.id))?.status).toBe("releasing");
  });

  it("put back by a reconciler that was killed before it could say so, ends the same", async () => {
    const organization = await newOrganization();
    const { phoneNumber, trunk } = await boughtNumber(organization);
    await simulator.rebindNumber(phoneNumber, null);
    await refuseEvents();
    const { accounts: [broken] = [] } = (await reconcile(atOnce)) ?? {};
    expect(broken?.problem).toBeDefined();
    expect((await ownedAt(phoneNumber))?.trunk_sid).toBe(trunk.carrierTrunkId);
    expect(await auditOf(organization.id, "phone_number.rebound")).toEqual([]);
    await acceptEvents();
    await actsOn(phoneNumber);
    await actsOn(phoneNumber);
    expect(await auditOf(organization.id, "phone_number.rebound")).toHaveLength(1);
    expect(await findingsOf(phoneNumber)).toMatchObject([{ resolution: "rebound" }]);
  });
});

describe("a trunk with our tag that its organization does not use", () => {
  async function orphanOf(organizationId: string) {
    const { trunkSid } = await createTwin(organizationId);
    return trunkSid;
  }

  it("is deleted when it is empty, and only then", async () => {
    const organization = await newOrganization();
    const { trunk, phoneNumber } = await boughtNumber(organization);
    const orphan = await orphanOf(organization.id);
    await simulator.rebindNumber(phoneNumber, orphan);
    await system().transaction((tx) =>
      tx.phoneNumber.updateMany({ where: { phoneNumber }, data: { updatedAt: new Date() } }),
    );
    expect(await actsOn(orphan, { ...atOnce, graceMs: 60_000 })).toEqual([]);
    expect(await actsOn(orphan)).toEqual([]);
    // That sweep has put the number back, so the trunk is empty now.
    expect(await actsOn(orphan)).toEqual(["orphan_trunk_deleted"]);
    expect(await actsOn(orphan)).toEqual([]);
    const sids = (await simulator.state()).trunks.map(({ sid }) => sid);
    expect([sids.includes(orphan), sids.includes(trunk.carrierTrunkId)]).toEqual([false, true]);
  });

  it("stays while it is young, while a purchase is under way, and when nothing else is known", async () => {
    const organization = await newOrganization();
    const first = await orphanOf(organization.id);
    expect(await actsOn(first)).toEqual([]);
    await boughtNumber(organization);
    const orphan = await orphanOf(organization.id);
    expect(await actsOn(orphan, { ...atOnce, graceMs: 60_000 })).toEqual([]);
    await reservedPurchase(organization);
    expect(await actsOn(orphan)).toEqual([]);
  });
});

/** A second trunk of the same name, as after a lost answer. */
async function createTwin(organizationId: string) {
  const FriendlyName = trunkReference(await readInstallationId(), organizationId);
  const answer = await askCarrier("POST", "/v1/Trunks", { FriendlyName });
  return { trunkSid: ((await answer.json()) as { sid: string }).sid };
}
