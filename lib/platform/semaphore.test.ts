import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSemaphore } from "./semaphore";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that ends when told to. */
function work(names: string[], name: string) {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const run = async () => {
    names.push(name);
    await ended;
  };
  return { run, end };
}

describe("slots", () => {
  it("are taken in the order of asking, also by who asks while one is freed", async () => {
    const slots = createSemaphore(1, 1_000, () => new Error("busy"));
    const begun: string[] = [];
    const [first, second, third] = [work(begun, "first"), work(begun, "second"), work(begun, "third")];
    const running = [slots(first.run), slots(second.run)];
    first.end();
    await running[0];
    running.push(slots(third.run));
    second.end();
    third.end();
    await Promise.all(running);
    expect(begun).toEqual(["first", "second", "third"]);
  });

  it("that do not come in time fail as busy, and the work never runs", async () => {
    const slots = createSemaphore(1, 1_000, () => new Error("busy"));
    const begun: string[] = [];
    const [first, second, third] = [work(begun, "first"), work(begun, "second"), work(begun, "third")];
    const running = slots(first.run);
    const tooLate = expect(slots(second.run)).rejects.toThrow("busy");
    await vi.advanceTimersByTimeAsync(999);
    const inTime = slots(third.run);
    await vi.advanceTimersByTimeAsync(1);
    await tooLate;
    first.end();
    third.end();
    await Promise.all([running, inTime]);
    expect(begun).toEqual(["first", "third"]);
  });

  it("are free again after work that failed", async () => {
    const slots = createSemaphore(1, 1_000, () => new Error("busy"));
    await expect(slots(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await slots(async () => "yes")).toBe("yes");
  });

  it("go to each key in turn, however many of one wait", async () => {
    const slots = createSemaphore(1, 1_000, () => new Error("busy"));
    const begun: string[] = [];
    const at = (name: string) => slots(async () => void begun.push(name), name[0]);
    await Promise.all(["a1", "a2", "a3", "a4", "b1", "c1", "b2"].map(at));
    expect(begun).toEqual(["a1", "a2", "b1", "c1", "a3", "b2", "a4"]);
  });
});
