import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createAccountBreaker, type HealthChange } from "@/lib/carriers/account-breaker";
import { CarrierError } from "@/lib/carriers/carrier";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const suspended = new CarrierError("refused", "account_suspended", "suspended", {
  carrierCode: 20003,
  httpStatus: 401,
});
const lost = new CarrierError("unknown", "timeout", "no answer", { carrierRequestId: "RQ1" });
const taken = new CarrierError("refused", "number_unavailable", "taken");

function setUp() {
  const probe = vi.fn<() => Promise<unknown>>().mockResolvedValue(undefined);
  const onChange = vi.fn<HealthChange>();
  const breaker = createAccountBreaker({ coolDownMs: 15_000, probe, onChange });
  const call = async <T>(ask: () => Promise<T>) => {
    await breaker.ensureClosed();
    return breaker.run(ask);
  };
  const fail = (error: CarrierError) => expect(call(() => Promise.reject(error))).rejects.toBe(error);
  const isOpen = async () => {
    const ask = vi.fn(async () => "made");
    const answer = await call(ask).catch((error: unknown) => error);
    expect(ask).toHaveBeenCalledTimes(answer === "made" ? 1 : 0);
    return answer === "made" ? false : answer;
  };
  return { breaker, probe, onChange, call, fail, isOpen };
}

describe("the breaker", () => {
  it("opens at the first refusal of the account, and says since when", async () => {
    const { breaker, fail, isOpen } = setUp();
    await fail(suspended);
    expect(await isOpen()).toMatchObject({
      kind: "refused",
      reason: "account_suspended",
      details: { carrierCode: 20003, httpStatus: 401 },
    });
    expect(breaker.health()).toEqual({ state: "refused", since: new Date() });
  });

  it("opens at the tenth silence in a row, and calls that were not sent are certain to have done nothing", async () => {
    const { breaker, fail, isOpen } = setUp();
    for (let silence = 1; silence < 10; silence++) await fail(lost);
    expect(breaker.isClosed()).toBe(true);
    await fail(lost);
    expect(await isOpen()).toMatchObject({ kind: "unavailable", reason: "timeout", details: {} });
    expect(breaker.health().state).toBe("down");
  });

  it("counts silences from the last answer, whatever it said", async () => {
    const { breaker, call, fail } = setUp();
    for (let silence = 1; silence < 10; silence++) await fail(lost);
    await fail(taken);
    for (let silence = 1; silence < 10; silence++) await fail(lost);
    await call(async () => "found");
    for (let silence = 1; silence < 10; silence++) await fail(lost);
    expect(breaker.isClosed()).toBe(true);
  });

  it("sends one probe after the cool-down, however many ask, and closes when that succeeds", async () => {
    const { breaker, probe, fail, isOpen } = setUp();
    await fail(suspended);
    vi.setSystemTime(Date.now() + 14_999);
    expect(await isOpen()).toBeInstanceOf(CarrierError);
    expect(probe).not.toHaveBeenCalled();
    vi.setSystemTime(Date.now() + 1);
    expect(await Promise.all([isOpen(), isOpen(), isOpen()])).toEqual([false, false, false]);
    expect(probe).toHaveBeenCalledTimes(1);
    expect(breaker.health()).toEqual({ state: "ok", since: null });
  });

  it("stays open when the probe fails, with what that said", async () => {
    const { breaker, probe, fail, isOpen } = setUp();
    await fail(suspended);
    const since = breaker.health().since;
    probe.mockRejectedValue(suspended);
    vi.setSystemTime(Date.now() + 15_000);
    expect(await Promise.all([isOpen(), isOpen()])).toMatchObject([{ kind: "refused" }, { kind: "refused" }]);
    expect(probe).toHaveBeenCalledTimes(1);
    expect(breaker.health()).toEqual({ state: "refused", since });
  });

  it("probes by itself, so that a banner goes without anybody's purchase, until it is closed for good", async () => {
    const { breaker, probe, fail } = setUp();
    await fail(suspended);
    probe.mockRejectedValueOnce(suspended);
    await vi.advanceTimersByTimeAsync(16_000);
    expect([probe.mock.calls.length, breaker.health().state]).toEqual([1, "refused"]);
    await vi.advanceTimersByTimeAsync(16_000);
    expect([probe.mock.calls.length, breaker.health().state]).toEqual([2, "ok"]);
    await fail(suspended);
    breaker.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(probe).toHaveBeenCalledTimes(2);
  });

  it("tells each change once", async () => {
    const { onChange, probe, call, fail } = setUp();
    const both = [call(() => Promise.reject(suspended)), call(() => Promise.reject(suspended))];
    await Promise.allSettled(both);
    probe.mockRejectedValueOnce(suspended);
    await vi.advanceTimersByTimeAsync(32_000);
    expect(onChange.mock.calls.map(([{ state }, cause]) => [state, cause?.details.carrierCode])).toEqual([
      ["refused", 20003],
      ["ok", undefined],
    ]);
    await fail(taken);
    expect(onChange).toHaveBeenCalledTimes(2);
  });

  it("learns nothing from a call that is apart, but does not make it while open", async () => {
    const { breaker, fail } = setUp();
    await expect(breaker.runApart(() => Promise.reject(suspended))).rejects.toBe(suspended);
    expect(breaker.isClosed()).toBe(true);
    await fail(suspended);
    const ask = vi.fn(async () => "made");
    await expect(breaker.runApart(ask)).rejects.toMatchObject({ reason: "account_suspended" });
    expect(ask).not.toHaveBeenCalled();
  });
});
