import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFairSemaphore, type FairSemaphore } from "./fair-semaphore";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const CALL_MS = 1_000;
const options = { count: 8, reserved: 2, waitMs: 60_000, tooLate: () => new Error("busy") };

/** Pieces of a second each, by name in the order in which they began. */
function pieces(slots: FairSemaphore) {
  const begun: string[] = [];
  const run = (sharer: string, name: string, mayUseReserved = false) =>
    slots({ sharer, mayUseReserved }, async () => {
      begun.push(name);
      await new Promise((resolve) => setTimeout(resolve, CALL_MS));
    });
  const runMany = (sharer: string, count: number, mayUseReserved = false) =>
    Array.from({ length: count }, (_, index) => run(sharer, `${sharer}${index + 1}`, mayUseReserved));
  return { begun, run, runMany };
}

describe("fair slots", () => {
  it("serve sharers in turn: one with sixty pieces delays another by one", async () => {
    const { begun, runMany } = pieces(createFairSemaphore(options));
    const all = Promise.all([...runMany("a", 60), ...runMany("b", 3)]);
    expect(begun).toEqual(["a1", "a2", "a3", "a4", "a5", "a6"]);
    await vi.advanceTimersByTimeAsync(CALL_MS);
    expect(begun.slice(6)).toEqual(["a7", "b1", "a8", "b2", "a9", "b3"]);
    await vi.runAllTimersAsync();
    await all;
    expect(begun).toHaveLength(63);
  });

  it("keep the reserved places for those that may use them, also of the same sharer", async () => {
    const { begun, run, runMany } = pieces(createFairSemaphore(options));
    const all = Promise.all([...runMany("a", 60), run("a", "a's read", true), run("b", "b's read", true)]);
    expect(begun).toEqual(["a1", "a2", "a3", "a4", "a5", "a6", "a's read", "b's read"]);
    await vi.runAllTimersAsync();
    await all;
  });

  it("let those that may use the reserved places use all of them", async () => {
    const { begun, runMany } = pieces(createFairSemaphore(options));
    const all = Promise.all(runMany("a", 9, true));
    expect(begun).toHaveLength(8);
    await vi.runAllTimersAsync();
    await all;
  });

  it("serve reads of one sharer in turn with reads of another", async () => {
    const { begun, runMany } = pieces(createFairSemaphore({ ...options, count: 1, reserved: 0 }));
    const all = Promise.all([...runMany("a", 3, true), ...runMany("b", 2, true), ...runMany("c", 1, true)]);
    await vi.runAllTimersAsync();
    await all;
    expect(begun).toEqual(["a1", "a2", "b1", "c1", "a3", "b2"]);
  });

  it("that do not come in time fail as busy, and the work never runs", async () => {
    const slots = createFairSemaphore({ ...options, count: 1, reserved: 0, waitMs: 500 });
    const { begun, run } = pieces(slots);
    const first = run("a", "first");
    const late = expect(run("b", "second")).rejects.toThrow("busy");
    await vi.advanceTimersByTimeAsync(500);
    await late;
    await vi.runAllTimersAsync();
    await first;
    expect(begun).toEqual(["first"]);
  });

  it("are free again after work that failed", async () => {
    const slots = createFairSemaphore({ ...options, count: 1, reserved: 0 });
    const turn = { sharer: "a", mayUseReserved: false };
    await expect(slots(turn, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await slots(turn, async () => "yes")).toBe("yes");
  });
});
