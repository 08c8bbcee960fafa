import { afterEach, describe, expect, it } from "vitest";
import { carrierOf } from "@/lib/numbers/managed-accounts/carrier-of";
import { findPurchase } from "@/lib/numbers/purchase/purchase-store";
import { system } from "@/lib/platform/db/system";
import { createPhoneNumbers } from "@/prisma/factories";
import { asOwner } from "@/test/support/as-owner";
import {
  boughtNumber,
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
  rowOf,
} from "@/test/support/reconciling";
import { simulator } from "@/test/support/world";
import { asLeader } from "./leader";
import { reconcile } from "./reconcile";

afterEach(async () => {
  await simulator.clearFaults();
  await simulator.setAccountStatus("active");
  await acceptEvents();
  await ageLosses();
});

describe("a counter that is off", () => {
  it("is set right, with a finding and an audit event, and everything else counts exactly", async () => {
    const organization = await newOrganization();
    await createPhoneNumbers(organization.id, [freshNumber(), freshNumber()]);
    await boughtNumber(organization);
    await setAsidePurchase(organization, { bought: true });
    await reservedPurchase(organization);
    const { row } = await boughtNumber(organization);
    await system().transaction((tx) => tx.phoneNumber.update({ where: { id: row.id }, data: { status: "releasing" } }));
    expect(await actsOn(organization.id)).toEqual([]);
    expect(await slotsUsed(organization)).toBe(6);
    for (const wrong of [0, 9]) {
      await system().transaction((tx) =>
        tx.organization.update({ where: { id: organization.id }, data: { phoneNumbersUsed: wrong } }),
      );
      expect(await actsOn(organization.id)).toEqual(["counter_repaired"]);
      expect(await slotsUsed(organization)).toBe(6);
    }
    const findings = await system().transaction((tx) =>
      tx.finding.findMany({ where: { organizationId: organization.id, kind: "counter_mismatch" } }),
    );
    expect(findings.map(({ details }) => details)).toEqual(
      expect.arrayContaining([
        { used: 0, counted: 6 },
        { used: 9, counted: 6 },
      ]),
    );
    expect(await auditOf(organization.id, "organization.counter_repaired")).toHaveLength(2);
  });
});

describe("what has no tag of ours", () => {
  it("is counted and never touched, number or trunk", async () => {
    const organization = await newOrganization();
    const carrier = carrierOf(await defaultAccount(organization));
    const phoneNumber = freshNumber();
    const trunkId = await makeOtherTrunk("somebody's");
    await carrier.buy({ phoneNumber, trunkId, reference: "somebody's" });
    const empty = await makeOtherTrunk("somebody's empty one");
    const before = await ownedAt(phoneNumber);
    expect(await actsOfTwo(phoneNumber)).toEqual([]);
    const result = await reconcile(atOnce);
    expect(result?.accounts[0]?.counted?.untagged).toBeGreaterThanOrEqual(1);
    expect(await ownedAt(phoneNumber)).toEqual(before);
    expect((await simulator.state()).trunks.map(({ sid }) => sid)).toContain(empty);
    expect(await findingsOf(phoneNumber)).toEqual([]);
  });

  it("is not put on a trunk either when it has a row: somebody took our tag off", async () => {
    const organization = await newOrganization();
    const { phoneNumber, row, purchase } = await vanishedNumber(organization);
    const carrier = carrierOf(await defaultAccount(organization));
    const trunkId = await makeOtherTrunk("somebody's");
    await carrier.buy({ phoneNumber, trunkId, reference: "somebody's" });
    expect(await actsOfTwo(phoneNumber)).toEqual([]);
    expect((await rowOf(row.id))?.status).toBe("active");
    expect((await ownedAt(phoneNumber))?.trunk_sid).toBe(trunkId);
    expect((await findPurchase(purchase.id)).status).toBe("completed");
  });
});

describe("a sweep that does not complete", () => {
  it.each(["suspended", "bad_credentials"] as const)("concludes nothing while the account is %s", async (status) => {
    const organization = await newOrganization();
    const { phoneNumber, row } = await boughtNumber(organization);
    const needingAttention = await setAsidePurchase(organization);
    await simulator.releaseNumber(phoneNumber);
    await simulator.setAccountStatus(status);
    for (let sweep = 0; sweep < 3; sweep++) {
      const result = await reconcile(atOnce);
      expect(result).toMatchObject({ complete: false, accounts: [{ acts: [], problem: expect.any(String) }] });
    }
    expect((await rowOf(row.id))?.status).toBe("active");
    expect((await findPurchase(needingAttention.id)).status).toBe("needs_attention");
    expect(
      await system().transaction((tx) =>
        tx.absence.count({ where: { subjectId: { in: [row.id, needingAttention.id] } } }),
      ),
    ).toBe(0);
    expect(await findingsOf(phoneNumber)).toEqual([]);
  });

  it.each(["truncate_page", "rate_limit", "error_before", "drop_before"] as const)(
    "concludes nothing when a page ends in %s",
    async (kind) => {
      const { phoneNumber, row } = await boughtNumber(await newOrganization());
      await simulator.releaseNumber(phoneNumber);
      await simulator.addFault({ operation: "list_numbers", kind, times: null });
      for (let sweep = 0; sweep < 2; sweep++) expect((await reconcile(atOnce))?.complete).toBe(false);
      await simulator.clearFaults();
      expect((await rowOf(row.id))?.status).toBe("active");
      expect(await actsOn(phoneNumber)).toEqual([]);
      expect(await actsOn(phoneNumber)).toEqual(["lost"]);
    },
  );

  it("stops when the direct question fails, and nothing is lost by it", async () => {
    const { phoneNumber, row } = await boughtNumber(await newOrganization());
    await simulator.releaseNumber(phoneNumber);
    await actsOn(phoneNumber);
    const fault = { operation: "list_numbers", kind: "error_before", times: null, phone_number: phoneNumber } as const;
    await simulator.addFault(fault);
    expect((await reconcile(atOnce))?.complete).toBe(false);
    expect((await rowOf(row.id))?.status).toBe("active");
  });
});

describe("reconcilers", () => {
  it("that come together: one acts", async () => {
    const organization = await newOrganization();
    const { phoneNumber } = await boughtNumber(organization);
    await simulator.rebindNumber(phoneNumber, null);
    const results = await Promise.all([reconcile(atOnce), reconcile(atOnce), reconcile(atOnce)]);
    const acted = results.filter((result) => result?.accounts[0]?.acts.some(({ subject }) => subject === phoneNumber));
    expect(acted).toHaveLength(1);
    expect(await auditOf(organization.id, "phone_number.rebound")).toHaveLength(1);
  });

  it("leave it to the one that leads, or wait for it when asked", async () => {
    let end = () => {};
    let leading: Promise<unknown> = Promise.resolve();
    await new Promise<void>((began) => {
      leading = asLeader(true, () => {
        began();
        return new Promise<void>((resolve) => {
          end = resolve;
        });
      });
    });
    let waited = false;
    const waiting = reconcile({ ...atOnce, wait: true }).then((result) => {
      waited = true;
      return result;
    });
    expect(await reconcile(atOnce)).toBeUndefined();
    expect(waited).toBe(false);
    end();
    await leading;
    expect((await waiting)?.complete).toBe(true);
  });

  it("spare an account that another server has just compared", async () => {
    expect((await reconcile(atOnce))?.accounts).toHaveLength(1);
    expect((await reconcile({ ...atOnce, sparedForMs: 60_000 }))?.accounts).toEqual([]);
  });

  it("that lost their lock stop before their next act", async () => {
    await asLeader(false, async (requireLead) => {
      await asOwner(`
        SELECT pg_terminate_backend(pid) FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND objid = (hashtext('trunkline:reconcile')::bigint & 4294967295)::oid`);
      await expect
        .poll(() => {
          try {
            requireLead();
            return "leads";
          } catch (error) {
            return error instanceof Error ? error.name : "";
          }
        })
        .toBe("LeadershipLost");
    });
  });
});
