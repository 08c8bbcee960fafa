import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { withDeadline } from "./with-deadline";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const after = (milliseconds: number) => new Promise<string>((resolve) => setTimeout(resolve, milliseconds, "numbers"));

it("waits as long as it is told, and no longer", async () => {
  const inTime = withDeadline(after(8_000), 9_000);
  const late = withDeadline(after(9_500), 9_000).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(9_000);
  expect(await inTime).toBe("numbers");
  expect(await late).toMatchObject({ name: "CarrierError", kind: "unavailable", reason: "timeout" });
});

it("passes on how the call ends before", async () => {
  const refusal = new Error("no");
  await expect(withDeadline(Promise.reject(refusal), 9_000)).rejects.toBe(refusal);
  expect(vi.getTimerCount()).toBe(0);
});
