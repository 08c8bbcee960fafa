import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { carrierOf } from "@/lib/numbers/managed-accounts/carrier-of";
import { system } from "@/lib/platform/db/system";
import { env } from "@/lib/platform/env";
import { createPhoneNumbers } from "@/prisma/factories";
import { defaultAccount, orderOf, reservedPurchase, slotsUsed } from "@/test/support/bought-number";
import { freshNumber } from "@/test/support/fresh-number";
import { newOrganization } from "@/test/support/organization";
import { actsOn } from "@/test/support/reconciling";
import { simulator } from "@/test/support/world";
import { awaitPurchase } from "./await-purchase";
import { carrierUnavailable } from "./carrier-problem";
import { purchaseReference } from "./carrier-reference";
import { assertClaim, ClaimLost, claimPurchase, failPurchase, findPurchase } from "./purchase-store";
import { resumePurchases } from "./resume-purchases";
import { ensureTrunk } from "./steps/ensure-trunk";
import { reserve } from "./steps/reserve";

/** A purchase whose server died right after writing it down, a while ago. */
async function abandoned(minutesAgo = 1) {
  const organization = await newOrganization();
  const account = await defaultAccount(organization);
  const { id } = await reservedPurchase(organization);
  const startedAt = new Date(Date.now() - minutesAgo * 60_000);
  const purchase = await system().transaction((tx) => tx.purchase.update({ where: { id }, data: { startedAt } }));
  return { organization, account, purchase };
}

const statusOf = async (id: string) => (await findPurchase(id)).status;

describe("a purchase whose server died", () => {
  it("before its workflow began is begun by whoever sweeps next", async () => {
    const { purchase } = await abandoned();
    await resumePurchases();
    await expect.poll(() => statusOf(purchase.id)).toBe("completed");
  });

  it("is begun once, however many sweep and ask", async () => {
    const { organization, purchase } = await abandoned();
    const asked = awaitPurchase(organization.ctx, purchase, 5_000);
    await Promise.all([resumePurchases(), resumePurchases(), asked]);
    await expect.poll(() => statusOf(purchase.id)).toBe("completed");
    const { owned } = await simulator.state();
    const bought = owned.filter(({ phone_number }) => phone_number === purchase.phoneNumber);
    expect(bought).toMatchObject([{ times_bought: 1 }]);
  });

  it("after the carrier sold the number is adopted, not bought again", async () => {
    const { account, purchase } = await abandoned();
    const carrier = carrierOf(account);
    const trunk = await ensureTrunk(carrier, purchase);
    const reference = purchaseReference(purchase);
    await carrier.buy({ phoneNumber: purchase.phoneNumber, trunkId: trunk.carrierTrunkId, reference });
    await resumePurchases();
    await expect.poll(() => statusOf(purchase.id)).toBe("completed");
    const { owned } = await simulator.state();
    const bought = owned.filter(({ phone_number }) => phone_number === purchase.phoneNumber);
    expect(bought).toMatchObject([{ times_bought: 1 }]);
  });

  it("is put back on its trunk when somebody bound it elsewhere meanwhile", async () => {
    const { account, purchase } = await abandoned();
    const carrier = carrierOf(account);
    const trunk = await ensureTrunk(carrier, purchase);
    const reference = purchaseReference(purchase);
    await carrier.buy({ phoneNumber: purchase.phoneNumber, trunkId: trunk.carrierTrunkId, reference });
    await simulator.rebindNumber(purchase.phoneNumber, null);
    await resumePurchases();
    await expect.poll(() => statusOf(purchase.id)).toBe("completed");
    expect(await carrier.findOwned(purchase.phoneNumber)).toMatchObject({ trunkId: trunk.carrierTrunkId });
  });

  it("past its time limit needs attention and keeps its slot", async () => {
    const { organization, purchase } = await abandoned(16);
    await simulator.addFault({
      operation: "buy",
      kind: "drop_before",
      times: null,
      phone_number: purchase.phoneNumber,
    });
    await resumePurchases();
    await expect.poll(() => statusOf(purchase.id)).toBe("needs_attention");
    const row = await system().transaction((tx) =>
      tx.organization.findUniqueOrThrow({ where: { id: organization.id } }),
    );
    expect(row.phoneNumbersUsed).toBe(1);
  });
});

describe("a purchase whose number is registered without proof meanwhile", () => {
  it("is completed, and another organization's registration ends", async () => {
    const { purchase } = await abandoned();
    const other = await newOrganization();
    await createPhoneNumbers(other.id, [purchase.phoneNumber]);
    await resumePurchases();
    await expect.poll(() => statusOf(purchase.id)).toBe("completed");
    const left = await system().transaction((tx) =>
      tx.phoneNumber.findMany({ where: { phoneNumber: purchase.phoneNumber } }),
    );
    expect(left.map(({ organizationId }) => organizationId)).toEqual([purchase.organizationId]);
    expect(await slotsUsed(other)).toBe(0);
  });

  it("by the buyer itself, on another trunk, needs attention with its slot, and is nobody's to adopt while the number stands there", async () => {
    const { organization, purchase } = await abandoned();
    const [registered] = await createPhoneNumbers(organization.id, [purchase.phoneNumber]);
    await resumePurchases();
    await expect.poll(() => statusOf(purchase.id)).toBe("needs_attention");
    expect((await findPurchase(purchase.id)).errorCode).toBe("number_registered_elsewhere");
    expect(await slotsUsed(organization)).toBe(2);
    expect(await actsOn(purchase.phoneNumber)).toEqual([]);
    await system().transaction((tx) => tx.phoneNumber.delete({ where: { id: registered?.id ?? "" } }));
    expect(await actsOn(purchase.phoneNumber)).toEqual(["adopted"]);
    expect(await statusOf(purchase.id)).toBe("completed");
  });
});

describe("a worker that was frozen and overtaken", () => {
  it("may ask the carrier no more", async () => {
    const { purchase } = await abandoned();
    await claimPurchase({ purchaseId: purchase.id, worker: "frozen" });
    await claimPurchase({ purchaseId: purchase.id, worker: "next" });
    await expect(assertClaim({ purchaseId: purchase.id, worker: "frozen" }, true)).rejects.toThrow(ClaimLost);
    expect(await assertClaim({ purchaseId: purchase.id, worker: "next" })).toEqual({ overdue: false });
  });

  it("asks whether the purchase is still its own when the look took a part of a lease, and does not buy", async () => {
    const { organization, purchase } = await abandoned();
    const { phoneNumber: phone_number, id: purchaseId } = purchase;
    await ensureTrunk(carrierOf(await defaultAccount(organization)), purchase);
    const slow = { operation: "list_numbers", kind: "latency", latency_ms: 0.8 * env().LEASE_MS } as const;
    await simulator.addFault(slow);
    const { requests: before } = await simulator.state();
    await resumePurchases();
    await expect.poll(async () => (await findPurchase(purchaseId)).worker, { interval: 10 }).not.toBeNull();
    await claimPurchase({ purchaseId, worker: "next" });
    await sleep(env().LEASE_MS);
    const { requests, owned } = await simulator.state();
    expect(requests.list_numbers).toBe((before.list_numbers ?? 0) + 1);
    expect(owned.filter((number) => number.phone_number === phone_number)).toEqual([]);
    await failPurchase(purchaseId, carrierUnavailable);
  });
});

describe("a worker that takes a purchase over", () => {
  const withPrice = { amount: "1.15", currency: "USD" };

  it.each([
    ["notes that it may ask the carrier", null, true],
    ["does not yet when a promised price may refuse the order", withPrice, false],
  ])("%s", async (_, expectedMonthlyPrice, noted) => {
    const { ctx } = await newOrganization();
    const { id: purchaseId } = await reserve(ctx, { ...orderOf(freshNumber()), expectedMonthlyPrice });
    const first = await claimPurchase({ purchaseId, worker: "first" });
    expect(first).toMatchObject({ isFirst: true, isNoted: noted, purchase: { id: purchaseId, outcomeUnknown: false } });
    const next = await claimPurchase({ purchaseId, worker: "next" });
    expect(next).toMatchObject({ isFirst: false, isNoted: noted, purchase: { outcomeUnknown: noted } });
    await assertClaim({ purchaseId, worker: "next" }, true);
    expect(await claimPurchase({ purchaseId, worker: "last" })).toMatchObject({ purchase: { outcomeUnknown: true } });
  });

  it("finds nothing to do when it has ended", async () => {
    const { purchase } = await abandoned();
    await failPurchase(purchase.id, carrierUnavailable);
    expect(await claimPurchase({ purchaseId: purchase.id, worker: "late" })).toBe(undefined);
    expect((await findPurchase(purchase.id)).worker).toBeNull();
  });
});
