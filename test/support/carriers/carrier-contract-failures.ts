import { describe, expect, it } from "vitest";
import { type BuyOrder, type Carrier, CarrierError, type OwnedNumber } from "@/lib/carriers/carrier";
import type { MakeCarrier } from "./carrier-contract";
import type { CarrierFault, CarrierOperation, CarrierWorld } from "./carrier-world";

const trunkOrder = { reference: "tl/org_contract", originationUrl: "sip:contract.sip.example.com" };

/** An account with one trunk and one number on it, and an order for another number. */
type Stage = { owned: OwnedNumber; order: BuyOrder };

const operations: {
  [Name in CarrierOperation]: (carrier: Carrier, stage: Stage, world: CarrierWorld) => Promise<unknown>;
} = {
  search: (carrier, _, { supply }) =>
    carrier.search({ countryCode: supply.countryCode, phoneNumberType: "local", limit: 3 }),
  findOwned: (carrier, { owned }) => carrier.findOwned(owned.phoneNumber),
  buy: (carrier, { order }) => carrier.buy(order),
  release: (carrier, { owned }) => carrier.release(owned.carrierId),
  findOrCreateTrunk: (carrier) => carrier.findOrCreateTrunk({ ...trunkOrder, reference: "tl/org_new" }),
  listTrunks: (carrier) => carrier.listTrunks(),
  deleteTrunk: async (carrier) => {
    const { carrierId } = await carrier.findOrCreateTrunk({ ...trunkOrder, reference: "tl/org_empty" });
    await carrier.deleteTrunk(carrierId);
  },
  bind: (carrier, { owned, order }) => carrier.bind(owned.carrierId, order.trunkId),
  listOwned: async (carrier) => {
    for await (const page of carrier.listOwned()) if (!page) return;
  },
  price: (carrier, _, { supply }) => carrier.price(supply.countryCode, "local"),
};
const operationNames = Object.keys(operations) as CarrierOperation[];

const verdictByFault: [CarrierFault, string][] = [
  ["rate_limit", "unavailable/rate_limited"],
  ["error_before", "unknown/server_error"],
  ["error_after", "unknown/server_error"],
  ["html_page", "unknown/server_error"],
  ["drop_before", "unknown/unreachable"],
  ["drop_after", "unknown/unreachable"],
  ["hang", "unknown/timeout"],
];

/** Tests the resulting error of each failure, for every method, and that a retry loses nothing. */
export function testCarrierFailures(makeCarrier: MakeCarrier, world: CarrierWorld): void {
  async function setStage(): Promise<Stage> {
    const carrier = makeCarrier();
    const { countryCode, areaCode } = world.supply;
    const [first, second] = await carrier.search({ countryCode, areaCode, phoneNumberType: "local", limit: 2 });
    if (!first || !second) return expect.unreachable("nothing for sale");
    const { carrierId: trunkId } = await carrier.findOrCreateTrunk(trunkOrder);
    const owned = await carrier.buy({ phoneNumber: first.phoneNumber, trunkId, reference: "tl/op_1" });
    return { owned, order: { phoneNumber: second.phoneNumber, trunkId, reference: "tl/op_2" } };
  }

  const failureOf = async (promise: Promise<unknown>): Promise<CarrierError> => {
    const error = await promise.then(
      () => expect.unreachable("it succeeded"),
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof CarrierError)) throw error;
    return error;
  };
  const verdictOf = async (promise: Promise<unknown>) => {
    const { kind, reason } = await failureOf(promise);
    return `${kind}/${reason}`;
  };

  describe.each(operationNames)("of %s", (name) => {
    const run = operations[name];

    it.each(verdictByFault)("by %s is %s", async (fault, verdict) => {
      const stage = await setStage();
      await world.fail(name, fault);
      const carrier = makeCarrier(fault === "hang" ? { timeoutMs: 100 } : {});
      expect(await verdictOf(run(carrier, stage, world))).toBe(verdict);
      // Only the caller may order again, after checking the result of the first order.
      if (name !== "buy") await run(makeCarrier(), stage, world);
    });

    it("by a suspended account, bad credentials or an unreachable host says so", async () => {
      const stage = await setStage();
      const signedOut = makeCarrier({ badCredentials: true });
      expect(await verdictOf(run(signedOut, stage, world))).toBe("refused/authentication_failed");
      expect(await verdictOf(run(makeCarrier({ unreachable: true }), stage, world))).toBe("unavailable/unreachable");
      await world.suspendAccount();
      expect(await verdictOf(run(makeCarrier(), stage, world))).toBe("refused/account_suspended");
    });
  });

  it("by rate limit tells how long to wait, when the carrier says so", async () => {
    const { order } = await setStage();
    await world.fail("buy", "rate_limit", 2);
    expect((await failureOf(makeCarrier().buy(order))).details.retryAfterMs).toBe(2000);
    await world.fail("buy", "rate_limit");
    expect((await failureOf(makeCarrier().buy(order))).details).not.toHaveProperty("retryAfterMs");
  });

  it.each(["rate_limit", "error_before", "drop_before", "html_page", "hang"] as const)(
    "of a purchase by %s, nothing done, is one order and no number",
    async (fault) => {
      const { order } = await setStage();
      const ordersBefore = await world.countOrders();
      await world.fail("buy", fault);
      await failureOf(makeCarrier(fault === "hang" ? { timeoutMs: 100 } : {}).buy(order));
      expect(await world.countOrders()).toBe(ordersBefore + 1);
      expect(await makeCarrier().findOwned(order.phoneNumber)).toBeUndefined();
    },
  );

  it.each(["error_after", "drop_after", "broken_off"] as const)(
    "of a purchase by %s, done already, is one order and a number with our reference",
    async (fault) => {
      const { order } = await setStage();
      const ordersBefore = await world.countOrders();
      await world.fail("buy", fault);
      expect((await failureOf(makeCarrier().buy(order))).kind).toBe("unknown");
      expect(await world.countOrders()).toBe(ordersBefore + 1);
      expect(await makeCarrier().findOwned(order.phoneNumber)).toMatchObject(order);
    },
  );

  it.each(["error_after", "drop_after", "broken_off"] as const)(
    "of a trunk by %s, made already, leaves one trunk when asked again",
    async (fault) => {
      const reference = "tl/org_new";
      await world.fail("findOrCreateTrunk", fault);
      await failureOf(makeCarrier().findOrCreateTrunk({ ...trunkOrder, reference }));
      const trunk = await makeCarrier().findOrCreateTrunk({ ...trunkOrder, reference });
      expect(await world.trunkIds()).toEqual([trunk.carrierId]);
      expect(await world.originationUrls(trunk.carrierId)).toEqual([trunkOrder.originationUrl]);
    },
  );

  it("of a purchase that needs documents says so", async () => {
    const { order } = await setStage();
    await world.requireDocuments(order.phoneNumber);
    expect(await verdictOf(makeCarrier().buy(order))).toBe("refused/regulatory_required");
  });

  it("of a purchase of what is no number says so", async () => {
    const { order } = await setStage();
    expect(await verdictOf(makeCarrier().buy({ ...order, phoneNumber: "+1" }))).toBe("refused/invalid_number");
  });
}
