import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { getInboundAgent } from "@/lib/agents/call-routing/get-inbound-agent";
import { deleteAgent } from "@/lib/agents/delete-agent";
import { listUnownedFindings } from "@/lib/numbers/findings/list-findings";
import { carrierOf } from "@/lib/numbers/managed-accounts/carrier-of";
import { readInstallationId } from "@/lib/numbers/managed-accounts/installation";
import { purchaseReference } from "@/lib/numbers/purchase/carrier-reference";
import { findPurchase } from "@/lib/numbers/purchase/purchase-store";
import { system } from "@/lib/platform/db/system";
import { createAgent, createPhoneNumbers } from "@/prisma/factories";
import { assignAgent, assignedAgent } from "@/test/support/assigned-agent";
import {
  boughtNumber,
  buyAtCarrier,
  defaultAccount,
  reservedPurchase,
  setAsidePurchase,
  slotsUsed,
  vanishedNumber,
} from "@/test/support/bought-number";
import { freshNumber } from "@/test/support/fresh-number";
import { newOrganization } from "@/test/support/organization";
import {
  acceptEvents,
  actsOfTwo,
  actsOn,
  ageLosses,
  atOnce,
  auditOf,
  findingsOf,
  makeOtherTrunk,
  ownedAt,
  refuseEvents,
  rowOf,
} from "@/test/support/reconciling";
import { simulator } from "@/test/support/world";
import { reconcile } from "./reconcile";

afterEach(async () => {
  await simulator.clearFaults();
  await simulator.setAccountStatus("active");
  await acceptEvents();
  await ageLosses();
});

describe("a number with our tag that the directory does not know", () => {
  it("of a purchase under way is left to it", async () => {
    const organization = await newOrganization();
    const purchase = await reservedPurchase(organization);
    await buyAtCarrier(organization, purchase);
    expect(await actsOfTwo(purchase.phoneNumber)).toEqual([]);
    expect(await findingsOf(purchase.phoneNumber)).toEqual([]);
  });

  it("of a failed purchase is a finding of its organization, and never released or taken in", async () => {
    const organization = await newOrganization();
    const purchase = await failedPurchase(organization);
    await buyAtCarrier(organization, purchase);
    expect(await actsOn(purchase.phoneNumber, { ...atOnce, graceMs: 60_000 })).toEqual([]);
    expect(await actsOfTwo(purchase.phoneNumber)).toEqual(["quarantined"]);
    const findings = await findingsOf(purchase.phoneNumber);
    expect(findings).toMatchObject([{ kind: "unlisted_number", organizationId: organization.id, resolvedAt: null }]);
    expect(await ownedAt(purchase.phoneNumber)).toBeDefined();
    expect(await slotsUsed(organization)).toBe(0);
    await simulator.releaseNumber(purchase.phoneNumber);
    await actsOn(purchase.phoneNumber);
    expect(await findingsOf(purchase.phoneNumber)).toMatchObject([{ resolution: "settled" }]);
  });

  it("of a completed purchase whose row is missing is a finding too", async () => {
    const organization = await newOrganization();
    const { phoneNumber, row } = await boughtNumber(organization);
    await system().transaction((tx) => tx.phoneNumber.delete({ where: { id: row.id } }));
    expect(await actsOn(phoneNumber)).toEqual(["quarantined"]);
  });

  it("that nobody here ordered is a finding of the operator's alone", async () => {
    const organization = await newOrganization();
    const carrier = carrierOf(await defaultAccount(organization));
    const phoneNumber = freshNumber();
    const trunkId = await makeOtherTrunk("elsewhere");
    await carrier.buy({
      phoneNumber,
      trunkId,
      reference: purchaseReference({ id: randomUUID(), installationId: await readInstallationId() }),
    });
    expect(await actsOfTwo(phoneNumber)).toEqual(["quarantined"]);
    expect(await findingsOf(phoneNumber)).toMatchObject([{ organizationId: null }]);
    expect(await listUnownedFindings()).toMatchObject([{ phone_number: phoneNumber, kind: "unlisted_number" }]);
    expect(await ownedAt(phoneNumber)).toMatchObject({ trunk_sid: trunkId });
  });
});

async function failedPurchase(organization: Awaited<ReturnType<typeof newOrganization>>) {
  const { id } = await reservedPurchase(organization);
  await system().transaction((tx) =>
    tx.organization.update({ where: { id: organization.id }, data: { phoneNumbersUsed: { decrement: 1 } } }),
  );
  return system().transaction((tx) =>
    tx.purchase.update({ where: { id }, data: { status: "failed", updatedAt: new Date() } }),
  );
}

describe("a number that the carrier does not list any more", () => {
  it("is lost after two complete sweeps and a direct question: slots cleared, the plan's slot given back once", async () => {
    const organization = await newOrganization();
    const { phoneNumber, row, purchase } = await boughtNumber(organization);
    await assignedAgent(organization.id, row.id, "inbound");
    await assignedAgent(organization.id, row.id, "outbound");
    await simulator.releaseNumber(phoneNumber);
    expect(await actsOn(phoneNumber)).toEqual([]);
    expect((await rowOf(row.id))?.status).toBe("active");
    expect(await actsOn(phoneNumber)).toEqual(["lost"]);
    expect(await actsOn(phoneNumber)).toEqual([]);
    const lost = await rowOf(row.id);
    expect(lost).toMatchObject({
      status: "lost_at_carrier",
      inboundAgentVersionId: null,
      outboundAgentVersionId: null,
    });
    expect(await slotsUsed(organization)).toBe(0);
    expect((await findPurchase(purchase.id)).releasedAt).not.toBeNull();
    expect(await auditOf(organization.id, "phone_number.lost_at_carrier")).toHaveLength(1);
    expect(await findingsOf(phoneNumber)).toMatchObject([{ kind: "lost_number", resolvedAt: null }]);
  });

  it("is not lost by two sweeps within a minute", async () => {
    const { phoneNumber, row } = await boughtNumber(await newOrganization());
    await simulator.releaseNumber(phoneNumber);
    const options = { graceMs: 0 };
    expect([...(await actsOn(phoneNumber, options)), ...(await actsOn(phoneNumber, options))]).toEqual([]);
    await system().transaction(
      (tx) => tx.$executeRaw`
        UPDATE absence SET first_absent_at = first_absent_at - interval '61 seconds' WHERE subject_id = ${row.id}::uuid`,
    );
    expect(await actsOn(phoneNumber, options)).toEqual(["lost"]);
  });

  it("is not lost when it is listed again in between", async () => {
    const organization = await newOrganization();
    const { phoneNumber, purchase } = await vanishedNumber(organization);
    expect(await actsOn(phoneNumber)).toEqual([]);
    await buyAtCarrier(organization, purchase);
    expect(await actsOn(phoneNumber)).toEqual([]);
    await simulator.releaseNumber(phoneNumber);
    expect(await actsOn(phoneNumber)).toEqual([]);
  });

  it("comes back with the agents and the sharing it had, as far as they still exist", async () => {
    const organization = await newOrganization();
    const { phoneNumber, purchase, row } = await vanishedNumber(organization);
    const [stays, goes] = [await assignedAgent(organization.id, row.id, "inbound"), await createAgent(organization.id)];
    await assignAgent(row.id, "outbound", goes);
    await system().transaction((tx) =>
      tx.phoneNumber.update({ where: { id: row.id }, data: { outboundShareable: true } }),
    );
    expect(await actsOfTwo(phoneNumber)).toEqual(["lost"]);
    await expect(getInboundAgent(organization.ctx, { phone_number: [phoneNumber] })).rejects.toThrow(
      "No agent answers",
    );
    await deleteAgent(organization.ctx, goes.id);
    await buyAtCarrier(organization, purchase);
    expect(await actsOn(phoneNumber)).toEqual(["returned"]);
    expect(await rowOf(row.id)).toMatchObject({
      ...{ status: "active", outboundShareable: true },
      ...{ inboundAgentVersionId: stays.versions[0]?.id, outboundAgentVersionId: null },
    });
    const { agent_id } = await getInboundAgent(organization.ctx, { phone_number: [phoneNumber] });
    expect(agent_id).toBe(stays.id);
  });

  it("comes back to the directory when it appears again with our tag and the plan has a slot", async () => {
    const organization = await newOrganization({ limit: 1 });
    const { phoneNumber, purchase, row, trunk } = await vanishedNumber(organization);
    expect(await actsOfTwo(phoneNumber)).toEqual(["lost"]);
    await createPhoneNumbers(organization.id, [freshNumber()]);
    await buyAtCarrier(organization, purchase);
    expect(await actsOfTwo(phoneNumber)).toEqual([]);
    expect((await rowOf(row.id))?.status).toBe("lost_at_carrier");
    await system().transaction((tx) =>
      tx.organization.update({ where: { id: organization.id }, data: { phoneNumberLimitOverride: 2 } }),
    );
    expect(await actsOfTwo(phoneNumber)).toEqual(["returned"]);
    expect((await rowOf(row.id))?.status).toBe("active");
    expect((await ownedAt(phoneNumber))?.trunk_sid).toBe(trunk.carrierTrunkId);
    expect(await slotsUsed(organization)).toBe(2);
    expect((await findPurchase(purchase.id)).releasedAt).toBeNull();
    expect(await findingsOf(phoneNumber)).toMatchObject([{ kind: "lost_number", resolution: "returned" }]);
  });
});

describe("a purchase that was set aside", () => {
  it("gets its number when the carrier has it, in the slot that it kept", async () => {
    const organization = await newOrganization();
    const purchase = await setAsidePurchase(organization, { bought: true });
    await simulator.rebindNumber(purchase.phoneNumber, null);
    expect(await actsOfTwo(purchase.phoneNumber)).toEqual(["adopted"]);
    const row = await system().transaction((tx) =>
      tx.phoneNumber.findFirstOrThrow({ where: { purchaseId: purchase.id } }),
    );
    expect(row).toMatchObject({ organizationId: organization.id, status: "active", countryCode: "US" });
    expect((await findPurchase(purchase.id)).status).toBe("completed");
    expect((await ownedAt(purchase.phoneNumber))?.trunk_sid).toBeTruthy();
    expect(await slotsUsed(organization)).toBe(1);
    expect(await auditOf(organization.id, "phone_number.purchased")).toMatchObject([{ actorKind: "user" }]);
    expect(await findingsOf(purchase.phoneNumber)).toMatchObject([{ kind: "stuck_purchase", resolution: "adopted" }]);
  });

  it("fails with its slot given back once when two complete sweeps and a direct question do not find it", async () => {
    const organization = await newOrganization();
    const purchase = await setAsidePurchase(organization);
    expect(await actsOn(purchase.phoneNumber)).toEqual([]);
    expect(await findingsOf(purchase.phoneNumber)).toMatchObject([{ kind: "stuck_purchase", resolvedAt: null }]);
    expect(await slotsUsed(organization)).toBe(1);
    expect(await actsOfTwo(purchase.phoneNumber)).toEqual(["purchase_failed"]);
    expect(await findPurchase(purchase.id)).toMatchObject({ status: "failed", errorCode: "carrier_unavailable" });
    expect(await slotsUsed(organization)).toBe(0);
    expect(await findingsOf(purchase.phoneNumber)).toMatchObject([{ resolution: "failed" }]);
  });

  it("taken in by a reconciler that was killed before its commit, ends the same", async () => {
    const organization = await newOrganization();
    const purchase = await setAsidePurchase(organization, { bought: true });
    await simulator.rebindNumber(purchase.phoneNumber, null);
    await refuseEvents();
    expect((await reconcile(atOnce))?.complete).toBe(false);
    expect((await findPurchase(purchase.id)).status).toBe("needs_attention");
    await acceptEvents();
    expect(await actsOfTwo(purchase.phoneNumber)).toEqual(["adopted"]);
    expect(await slotsUsed(organization)).toBe(1);
    expect((await ownedAt(purchase.phoneNumber))?.times_bought).toBe(1);
  });
});
