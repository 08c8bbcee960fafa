import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type GuardedCarrier, type GuardOptions, guardCarrier } from "@/lib/carriers/guarded-carrier";
import { createTwilioCarrier } from "@/lib/carriers/twilio/adapter";
import { createSimulatorControl, type SimulatorControl } from "@/simulator/control-client";
import { type Simulator, startSimulator } from "@/simulator/server";
import { countInFlight } from "@/test/support/carriers/count-in-flight";

const accountSid = `AC${"6".repeat(32)}`;
const authToken = "the-guards-token";
const local = { countryCode: "US", phoneNumberType: "local", areaCode: 415, limit: 5 } as const;
const trunkOrder = { reference: "tl/org_guard", originationUrl: "sip:guard.sip.example.com" };

let simulator: Simulator;
let control: SimulatorControl;
let counting: Awaited<ReturnType<typeof countInFlight>>;
let guard: GuardedCarrier;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, accountSid, authToken });
  control = createSimulatorControl(simulator.url);
  counting = await countInFlight(simulator);
});

afterAll(async () => {
  await counting.close();
  await simulator.close();
});

beforeEach(async () => {
  await control.reset();
  counting.most = 0;
  guard = makeGuard();
});

afterEach(() => guard.close());

function makeGuard(options: Partial<GuardOptions> = {}, pageSize = 1000): GuardedCarrier {
  const carrier = createTwilioCarrier({ accountSid, authToken, baseUrl: counting.url, timeoutMs: 5_000, pageSize });
  return guardCarrier(carrier, { concurrency: 4, waitMs: 5_000, coolDownMs: 60_000, cacheMs: 5_000, ...options });
}

const requests = async () => (await control.state()).requests;
const total = async () => Object.values(await requests()).reduce((sum, count) => sum + count, 0);
const numberForSale = async (at = 0) => (await guard.search(local))[at]?.phoneNumber ?? "";
const order = async (phoneNumber: string) => {
  const { carrierId: trunkId } = await guard.findOrCreateTrunk(trunkOrder);
  return { phoneNumber, trunkId, reference: "tl/op_guard" };
};

describe("an account's calls", () => {
  it("are never more in flight than agreed, and all are answered", async () => {
    await control.addFault({ operation: "any", kind: "latency", latency_ms: 15, times: null });
    const numbers = Array.from({ length: 50 }, (_, line) => `+1415555${String(line).padStart(4, "0")}`);
    const found = await Promise.all(numbers.map((number) => guard.findOwned(number)));
    expect(found).toHaveLength(50);
    expect(counting.most).toBe(4);
  });

  it("of jobs go one at a time, beside everybody else's", async () => {
    await control.addFault({ operation: "any", kind: "latency", latency_ms: 15, times: null });
    const numbers = Array.from({ length: 6 }, (_, line) => `+141555500${line}`);
    await Promise.all(numbers.map((number) => guard.background.findOwned(number)));
    expect(counting.most).toBe(1);
    const job = Promise.all(numbers.map((number) => guard.background.findOwned(number)));
    await Promise.all([job, ...numbers.map((number) => guard.findOwned(number))]);
    expect(counting.most).toBe(4);
  });

  it("that get no turn in time fail as busy without being sent", async () => {
    guard = makeGuard({ concurrency: 1, waitMs: 50 });
    const ordered = await order(await numberForSale());
    await control.addFault({ operation: "list_numbers", kind: "latency", latency_ms: 300 });
    const slow = guard.findOwned("+14155550199");
    await expect(guard.buy(ordered)).rejects.toMatchObject({ kind: "unavailable", reason: "rate_limited" });
    await slow;
    expect((await requests()).buy ?? 0).toBe(0);
  });

  it("are served in turn: an organization with sixty purchases delays another's search by a call or two", async () => {
    guard = makeGuard({ concurrency: 8, waitMs: 60_000, cacheMs: 0 });
    const { trunkId } = await order("");
    const offers = await guard.search({ ...local, limit: 30 });
    await control.addFault({ operation: "any", kind: "latency", latency_ms: 150, times: null });
    const ended: string[] = [];
    const busy = guard.forOrganization("busy");
    const purchases = offers.flatMap(({ phoneNumber }) =>
      ["look", "buy"].map(async (step) => {
        if (step === "look") await busy.findOwned(phoneNumber);
        else await busy.buy({ phoneNumber, trunkId, reference: "tl/op_guard" });
        ended.push(step);
      }),
    );
    const other = guard.forOrganization("other");
    const search = other.search(local).then(() => ended.push("other's search"));
    const job = guard.background.findOwned("+14155550199").then(() => ended.push("job"));
    const purchase = other.findOwned("+14155550198").then(() => ended.push("other's look"));
    await Promise.all([search, job, purchase]);
    for (const end of ["other's search", "other's look", "job"]) {
      // Eight that were in flight, and at most two rounds more.
      expect(ended.indexOf(end), end).toBeLessThan(24);
    }
    await Promise.all(purchases);
    expect(counting.most).toBe(8);
  });

  it("leave two places of eight to reads, whatever is bought", async () => {
    guard = makeGuard({ concurrency: 8, waitMs: 60_000, cacheMs: 0 });
    const { trunkId } = await order("");
    const offers = await guard.search({ ...local, limit: 20 });
    await control.addFault({ operation: "buy", kind: "latency", latency_ms: 300, times: null });
    const before = (await requests()).buy ?? 0;
    const purchases = offers.map(({ phoneNumber }) =>
      guard.forOrganization("busy").buy({ phoneNumber, trunkId, reference: "tl/op_guard" }),
    );
    await guard.forOrganization("busy").findOwned("+14155550199");
    // Not one purchase has ended, and six have begun.
    expect((await requests()).buy ?? 0).toBeLessThanOrEqual(before + 6);
    await Promise.all(purchases);
  });

  it("to list what is owned leave the slot between two pages", async () => {
    guard = makeGuard({ concurrency: 1 }, 1);
    const { trunkId } = await order("");
    for (const { phoneNumber } of await guard.search({ ...local, limit: 3 })) {
      await guard.buy({ phoneNumber, trunkId, reference: "tl/op_guard" });
    }
    const listed: number[] = [];
    for await (const page of guard.listOwned()) {
      listed.push(page.length);
      // Would wait for ever for the only slot if the sweep kept it.
      await guard.findOwned("+14155550199");
    }
    expect(listed).toEqual([1, 1, 1]);
  });
});

describe("a call that fails for a moment", () => {
  it("is repeated when it only reads", async () => {
    await control.addFault({ operation: "any", kind: "error_before", times: 2 });
    expect(await guard.search(local)).toHaveLength(5);
    await control.addFault({ operation: "list_numbers", kind: "drop_before", times: 2 });
    expect(await guard.findOwned("+14155550199")).toBeUndefined();
    await control.addFault({ operation: "pricing", kind: "html_502", times: 2 });
    expect(await guard.price("US", "local")).toMatchObject({ currency: "USD" });
    await control.addFault({ operation: "list_numbers", kind: "error_before", times: 2 });
    const pages = [];
    for await (const page of guard.listOwned()) pages.push(page);
    expect(pages).toEqual([[]]);
  });

  it("is repeated no sooner than the carrier asks", async () => {
    await control.addFault({ operation: "search", kind: "rate_limit", retry_after: 1 });
    const begun = performance.now();
    expect(await guard.search(local)).toHaveLength(5);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(990);
  });

  it.each(["rate_limit", "error_before", "drop_before"] as const)(
    "by %s is not repeated when it acts",
    async (kind) => {
      const ordered = await order(await numberForSale());
      const { carrierId } = await guard.buy({ ...ordered, phoneNumber: await numberForSale(1) });
      const before = await requests();
      for (const operation of ["buy", "update_number", "release", "create_trunk"] as const) {
        await control.addFault({ operation, kind });
      }
      await expect(guard.buy(ordered)).rejects.toThrow();
      await expect(guard.bind(carrierId, ordered.trunkId)).rejects.toThrow();
      await expect(guard.release(carrierId)).rejects.toThrow();
      await expect(guard.findOrCreateTrunk({ ...trunkOrder, reference: "tl/org_new" })).rejects.toThrow();
      const after = await requests();
      for (const operation of ["buy", "update_number", "release", "create_trunk"]) {
        expect((after[operation] ?? 0) - (before[operation] ?? 0), operation).toBe(1);
      }
    },
  );
});

describe("an account that the carrier refuses", () => {
  it("is asked once and then left alone; an order is refused, never unknown", async () => {
    const ordered = await order(await numberForSale());
    await control.setAccountStatus("suspended");
    const before = await total();
    const refusal = { kind: "refused", reason: "account_suspended" };
    await expect(guard.findOwned(ordered.phoneNumber)).rejects.toMatchObject(refusal);
    for (let again = 0; again < 3; again++) {
      await expect(guard.buy(ordered)).rejects.toMatchObject(refusal);
      await expect(guard.search({ ...local, limit: 4 })).rejects.toMatchObject(refusal);
      await expect(guard.release("PN1")).rejects.toMatchObject(refusal);
      await expect(guard.price("US", "local")).rejects.toMatchObject(refusal);
      await expect(guard.listOwned()[Symbol.asyncIterator]().next()).rejects.toMatchObject(refusal);
    }
    expect(await total()).toBe(before + 1);
    expect(guard.health()).toMatchObject({ state: "refused", since: expect.any(Date) });
  });

  it("works again after one cheap look when the cool-down is over", async () => {
    guard = makeGuard({ coolDownMs: 0 });
    const ordered = await order(await numberForSale());
    await control.setAccountStatus("suspended");
    await expect(guard.buy(ordered)).rejects.toMatchObject({ reason: "account_suspended" });
    await control.setAccountStatus("active");
    const before = await requests();
    expect(await guard.buy(ordered)).toMatchObject(ordered);
    const after = await requests();
    expect((after.list_numbers ?? 0) - (before.list_numbers ?? 0)).toBe(1);
    expect((after.buy ?? 0) - (before.buy ?? 0)).toBe(1);
    expect(guard.health()).toEqual({ state: "ok", since: null });
  });

  it("is not one whose key may not read prices", async () => {
    const carrier = createTwilioCarrier({ accountSid, authToken: "wrong", baseUrl: simulator.url, timeoutMs: 5_000 });
    guard = guardCarrier(carrier, { concurrency: 4, waitMs: 5_000, coolDownMs: 60_000, cacheMs: 0 });
    await expect(guard.price("US", "local")).rejects.toMatchObject({ reason: "authentication_failed" });
    expect(guard.health().state).toBe("ok");
  });
});

describe("a carrier that is down", () => {
  it("is left alone after ten failures; an order is then certainly not sent", async () => {
    const ordered = await order(await numberForSale());
    await control.addFault({ operation: "any", kind: "error_before", times: null });
    for (let failure = 0; failure < 10; failure++) {
      await expect(guard.bind("PN1", "TK1")).rejects.toMatchObject({ kind: "unknown" });
    }
    const before = await total();
    await expect(guard.buy(ordered)).rejects.toMatchObject({ kind: "unavailable", reason: "server_error" });
    await expect(guard.findOwned(ordered.phoneNumber)).rejects.toMatchObject({ kind: "unavailable" });
    expect(await total()).toBe(before);
    expect(guard.health().state).toBe("down");
  });
});

describe("searches", () => {
  it("that are the same are one request, at once and shortly after", async () => {
    const before = (await requests()).search ?? 0;
    const answers = await Promise.all(Array.from({ length: 20 }, () => guard.search({ ...local, limit: 3 })));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await guard.search({ limit: 3, phoneNumberType: "local", areaCode: 415, countryCode: "US" })).toHaveLength(
      3,
    );
    expect((await requests()).search).toBe(before + 1);
  });

  it("no longer show a number that was bought, or found to be somebody's, or may be bought", async () => {
    const [bought = "", taken = "", unknown = "", ours = "", left = ""] = (await guard.search(local)).map(
      ({ phoneNumber }) => phoneNumber,
    );
    await guard.search({ ...local, smsEnabled: true });
    const before = (await requests()).search;
    const ordered = await order(bought);
    await guard.buy(ordered);
    await control.takeNumber(taken);
    await expect(guard.buy({ ...ordered, phoneNumber: taken })).rejects.toMatchObject({ reason: "number_unavailable" });
    await control.addFault({ operation: "buy", kind: "drop_after" });
    await expect(guard.buy({ ...ordered, phoneNumber: unknown })).rejects.toMatchObject({ kind: "unknown" });
    await makeGuard().buy({ ...ordered, phoneNumber: ours });
    await guard.findOwned(ours);
    expect((await guard.search(local)).map(({ phoneNumber }) => phoneNumber)).toEqual([left]);
    const shown = (await guard.search({ ...local, smsEnabled: true })).map(({ phoneNumber }) => phoneNumber);
    for (const gone of [bought, taken, unknown, ours]) expect(shown).not.toContain(gone);
    expect((await requests()).search).toBe(before);
  });

  it("that fail are not kept", async () => {
    guard = makeGuard({ readTries: 1 });
    await control.addFault({ operation: "search", kind: "error_before" });
    await expect(guard.search(local)).rejects.toMatchObject({ reason: "server_error" });
    expect(await guard.search(local)).toHaveLength(5);
  });
});

it("tells each change of health with the carrier's code and no credential", async () => {
  const onHealthChange = vi.fn();
  guard = makeGuard({ coolDownMs: 0, onHealthChange });
  await control.setAccountStatus("bad_credentials");
  await expect(guard.search(local)).rejects.toThrow();
  await expect(guard.search(local)).rejects.toThrow();
  await control.setAccountStatus("active");
  await guard.search(local);
  expect(onHealthChange.mock.calls.map(([{ state }]) => state)).toEqual(["refused", "ok"]);
  expect(onHealthChange.mock.calls[0]?.[1]).toMatchObject({ details: { carrierCode: 20003 } });
  expect(JSON.stringify(onHealthChange.mock.calls) + onHealthChange.mock.calls[0]?.[1]).not.toContain(authToken);
});

describe("an account that may read but not order", () => {
  it.each([
    ["trial", "trial_account"],
    ["compliance", "compliance_hold"],
    ["permission", "permission_denied"],
    ["limit", "account_limit"],
    ["funds", "no_funds"],
  ] as const)("because of its %s is asked each time: %s is told, and reads go on", async (status, reason) => {
    const onHealthChange = vi.fn();
    const onAccountRefusal = vi.fn();
    guard = makeGuard({ onHealthChange, onAccountRefusal });
    const first = await order(await numberForSale());
    await guard.buy(first);
    const ordered = { ...first, phoneNumber: await numberForSale() };
    await control.setAccountStatus(status);
    const before = await requests();
    const act = () =>
      status === "limit" ? guard.findOrCreateTrunk({ ...trunkOrder, reference: "tl/org_new" }) : guard.buy(ordered);
    for (let again = 1; again <= 3; again++) {
      await expect(act()).rejects.toMatchObject({ kind: "refused", reason });
      expect(await guard.search({ ...local, limit: again })).toHaveLength(again);
      expect(await guard.findOwned(first.phoneNumber)).toMatchObject(first);
    }
    const after = await requests();
    const asked = status === "limit" ? "create_trunk" : "buy";
    expect((after[asked] ?? 0) - (before[asked] ?? 0)).toBe(3);
    expect(onAccountRefusal.mock.calls.map(([error]) => error.reason)).toEqual([reason, reason, reason]);
    expect(onHealthChange).not.toHaveBeenCalled();
  });

  it("because its key signs in to numbers alone lacks a permission for trunks and prices", async () => {
    await control.setAccountStatus("permission");
    const denied = { kind: "refused", reason: "permission_denied", details: { httpStatus: 401 } };
    await expect(guard.findOrCreateTrunk(trunkOrder)).rejects.toMatchObject(denied);
    await expect(guard.price("US", "local")).rejects.toMatchObject(denied);
    expect(guard.health().state).toBe("ok");
  });
});
