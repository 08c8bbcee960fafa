import { describe, expect, it } from "vitest";
import { asSystem } from "@/lib/db";
import { carrierOf } from "@/lib/managed-accounts/carrier-of";
import { getManagedAccount } from "@/lib/managed-accounts/get-managed-account";
import { freshNumber } from "@/lib/testing/fresh-number";
import { newOrganization } from "@/lib/testing/organization";
import { simulator } from "@/lib/testing/world";
import { beat, LeaseLost, takeLease } from "./purchase-store";
import { resumePurchases } from "./resume-purchases";
import { purchaseReference } from "./steps/buy";
import { ensureTrunk } from "./steps/ensure-trunk";
import { reserve } from "./steps/reserve";

/** A purchase whose server died right after writing it down, and whose lease has run out. */
async function abandoned() {
  const organization = await newOrganization();
  const account = await getManagedAccount(organization.ctx, "default");
  const order = { managedAccountId: account.id, expectedMonthlyPrice: null, idempotencyKey: null };
  const purchase = await reserve(organization.ctx, { ...order, phoneNumber: freshNumber() });
  await takeLease({ purchaseId: purchase.id, owner: "dead" });
  const past = new Date(Date.now() - 1_000);
  await asSystem((tx) => tx.purchase.update({ where: { id: purchase.id }, data: { leaseExpiresAt: past } }));
  return { organization, account, purchase };
}

const statusOf = async (id: string) =>
  (await asSystem((tx) => tx.purchase.findUniqueOrThrow({ where: { id } }))).status;

describe("a purchase whose server died", () => {
  it("before the carrier was asked is bought by whoever sweeps next", async () => {
    const { purchase } = await abandoned();
    await resumePurchases();
    expect(await statusOf(purchase.id)).toBe("completed");
  });

  it("after the carrier sold the number is adopted, not bought again", async () => {
    const { account, purchase } = await abandoned();
    const carrier = carrierOf(account);
    const trunk = await ensureTrunk(carrier, purchase);
    const reference = purchaseReference(purchase.id);
    await carrier.buy({ phoneNumber: purchase.phoneNumber, trunkId: trunk.carrierTrunkId, reference });
    await resumePurchases();
    expect(await statusOf(purchase.id)).toBe("completed");
    const { owned } = await simulator.state();
    expect(owned.filter(({ phone_number }) => phone_number === purchase.phoneNumber)).toMatchObject([
      { times_bought: 1 },
    ]);
  });

  it("is put back on its trunk when somebody bound it elsewhere meanwhile", async () => {
    const { account, purchase } = await abandoned();
    const carrier = carrierOf(account);
    const trunk = await ensureTrunk(carrier, purchase);
    const reference = purchaseReference(purchase.id);
    await carrier.buy({ phoneNumber: purchase.phoneNumber, trunkId: trunk.carrierTrunkId, reference });
    await simulator.rebindNumber(purchase.phoneNumber, null);
    await resumePurchases();
    expect(await statusOf(purchase.id)).toBe("completed");
    expect(await carrier.findOwned(purchase.phoneNumber)).toMatchObject({ trunkId: trunk.carrierTrunkId });
  });

  it("is worked on by one sweeper only, and the dead one finds its lease gone", async () => {
    const { purchase } = await abandoned();
    const takers = await Promise.all(
      ["one", "two", "three"].map((owner) => takeLease({ purchaseId: purchase.id, owner })),
    );
    expect(takers.filter(Boolean)).toHaveLength(1);
    await expect(beat({ purchaseId: purchase.id, owner: "dead" })).rejects.toThrow(LeaseLost);
    await asSystem((tx) => tx.purchase.update({ where: { id: purchase.id }, data: { leaseExpiresAt: new Date(0) } }));
  });

  it("past its time limit needs attention and keeps its slot", async () => {
    const { organization, purchase } = await abandoned();
    const startedAt = new Date(Date.now() - 16 * 60_000);
    await asSystem((tx) => tx.purchase.update({ where: { id: purchase.id }, data: { startedAt } }));
    await resumePurchases();
    expect(await statusOf(purchase.id)).toBe("needs_attention");
    const row = await asSystem((tx) => tx.organization.findUniqueOrThrow({ where: { id: organization.id } }));
    expect(row.phoneNumbersUsed).toBe(1);
  });
});
