import { afterEach, describe, expect, it, vi } from "vitest";
import { buyAtCarrier, defaultAccount, reservedPurchase } from "@/lib/testing/bought-number";
import { newOrganization } from "@/lib/testing/organization";
import { calmCarrier, purchase } from "@/lib/testing/purchasing";
import { simulator } from "@/lib/testing/world";
import { awaitPurchase } from "./await-purchase";
import { takeFirstLook, withFirstLook } from "./first-look";
import { takeOver } from "./purchase-store";

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
  it("is the only one that its purchase needs", async () => {
    const organization = await newOrganization();
    const before = await asked();
    expect((await purchase(organization.apiKey)).status).toBe(201);
    expect(await asked()).toEqual({ looks: before.looks + 1, purchases: before.purchases + 1 });
  });

  it("does not hold once another worker has had the purchase, which may have bought", async () => {
    const { organization, account, order } = await reserved();
    const before = await asked();
    const ended = await withFirstLook(account, order, async () => {
      await vi.waitFor(async () => expect((await asked()).looks).toBe(before.looks + 1));
      await takeOver({ purchaseId: order.id, worker: "dies after buying" });
      await buyAtCarrier(organization, order);
      return awaitPurchase(organization.ctx, order, 10_000);
    });
    expect(ended.status).toBe("completed");
    expect((await simulator.state()).requests.buy).toBe(before.purchases + 1);
  });

  it("is given once, and not when it has grown old", async () => {
    const { account, order } = await reserved();
    await withFirstLook(account, order, async () => {
      const look = takeFirstLook(order.id);
      expect(look).toBeInstanceOf(Promise);
      await look;
      expect(takeFirstLook(order.id)).toBe(undefined);
    });
    await withFirstLook(account, order, async () => {
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

  it("is not made for a purchase that somebody works on, or that has ended", async () => {
    const { account, order } = await reserved();
    const before = await asked();
    await withFirstLook(account, { ...order, worker: "somebody" }, async () => {});
    await withFirstLook(account, { ...order, status: "completed" }, async () => {});
    expect(await asked()).toEqual(before);
  });
});
