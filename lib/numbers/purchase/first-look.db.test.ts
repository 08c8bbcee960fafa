import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { buyAtCarrier, defaultAccount, orderOf, reservedPurchase } from "@/test/support/bought-number";
import { freshNumber } from "@/test/support/fresh-number";
import { newOrganization } from "@/test/support/organization";
import { calmCarrier, purchase } from "@/test/support/purchasing";
import { simulator } from "@/test/support/world";
import { awaitPurchase } from "./await-purchase";
import { takeFirstLook, withFirstLook } from "./first-look";
import { claimPurchase } from "./purchase-store";
import { reserve } from "./steps/reserve";

afterEach(calmCarrier);

async function reserved() {
  const organization = await newOrganization();
  return { organization, account: await defaultAccount(organization), order: await reservedPurchase(organization) };
}

const asked = async () => {
  const { list_numbers: looks = 0, buy: purchases = 0 } = (await simulator.state()).requests;
  return { looks, purchases };
};

describe("the look that a request begins", () => {
  // A machine that is busy for two seconds makes the look grow old, which is another test's.
  it("is the only one that its purchase needs", { retry: 3 }, async () => {
    const organization = await newOrganization();
    const before = await asked();
    expect((await purchase(organization.apiKey)).status).toBe(201);
    expect(await asked()).toEqual({ looks: before.looks + 1, purchases: before.purchases + 1 });
  });

  it("does not hold once another worker has had the purchase, which may have bought", async () => {
    const { organization, account, order } = await reserved();
    const before = await asked();
    const ended = await withFirstLook(async (begin) => {
      begin(account, order);
      await expect.poll(async () => (await asked()).looks).toBe(before.looks + 1);
      await claimPurchase({ purchaseId: order.id, worker: "dies after buying" });
      await buyAtCarrier(organization, order);
      return awaitPurchase(organization.ctx, order, 10_000);
    });
    expect(ended.status).toBe("completed");
    expect((await simulator.state()).requests.buy).toBe(before.purchases + 1);
  });

  it("is given once, and not when it has grown old", async () => {
    const { account, order } = await reserved();
    await withFirstLook(async (begin) => {
      begin(account, order);
      const look = takeFirstLook(order.id);
      expect(look).toBeInstanceOf(Promise);
      await look;
      expect(takeFirstLook(order.id)).toBe(undefined);
    });
    await withFirstLook(async (begin) => {
      begin(account, order);
      const now = performance.now();
      vi.spyOn(performance, "now").mockReturnValue(now + 2_000);
      expect(takeFirstLook(order.id)).toBe(undefined);
    });
  });

  it("is made again by the purchase when the carrier did not answer it", async () => {
    const organization = await newOrganization();
    await simulator.addFault({ operation: "list_numbers", kind: "drop_before" });
    const before = await asked();
    expect((await purchase(organization.apiKey)).status).toBe(201);
    expect(await asked()).toEqual({ looks: before.looks + 2, purchases: before.purchases + 1 });
  });

  it("is forgotten with the request, whose purchase may not have been committed", async () => {
    const { account, order } = await reserved();
    const refused = withFirstLook(async (begin) => {
      begin(account, order);
      throw new Error("not committed");
    });
    await expect(refused).rejects.toThrow("not committed");
    expect(takeFirstLook(order.id)).toBe(undefined);
  });

  it("is not made for a purchase that is refused or joined", async () => {
    const organization = await newOrganization({ limit: 1 });
    const { phoneNumber } = await reservedPurchase(organization);
    const begin = vi.fn();
    const other = await newOrganization();
    await reserve(organization.ctx, orderOf(phoneNumber), begin);
    await expect(reserve(other.ctx, orderOf(phoneNumber), begin)).rejects.toThrow("was just taken");
    const onFullPlan = reserve(organization.ctx, orderOf(freshNumber()), begin);
    await expect(onFullPlan).rejects.toMatchObject({ code: "phone_number_limit_reached" });
    const nowhere = { ...orderOf(freshNumber()), managedAccountId: randomUUID() };
    await expect(reserve(other.ctx, nowhere, begin)).rejects.toMatchObject({ code: "not_found" });
    expect(begin).not.toHaveBeenCalled();
  });
});
