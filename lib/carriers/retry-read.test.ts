import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CarrierError } from "@/lib/carriers/carrier";
import { retryRead } from "@/lib/carriers/retry-read";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const busy = (retryAfterMs: number) =>
  new CarrierError("unavailable", "rate_limited", "busy", { httpStatus: 429, retryAfterMs });
const broken = new CarrierError("unknown", "server_error", "broken");
const options = { tries: 3, mayHelp: () => true };

describe("a read that fails", () => {
  it("is asked three times in all, with pauses that grow", async () => {
    vi.spyOn(Math, "random").mockReturnValue(1);
    const read = vi.fn(() => Promise.reject(broken));
    const end = expect(retryRead(read, options)).rejects.toBe(broken);
    await vi.advanceTimersByTimeAsync(199);
    expect(read).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(read).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(400);
    expect(read).toHaveBeenCalledTimes(3);
    await end;
  });

  it("is asked again no sooner than the carrier wishes", async () => {
    const read = vi.fn<() => Promise<string>>().mockRejectedValueOnce(busy(2_000)).mockResolvedValue("found");
    const end = retryRead(read, options);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(read).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(201);
    expect(await end).toBe("found");
  });

  it("is given up at once when the carrier wishes more patience than a person has", async () => {
    const read = vi.fn(() => Promise.reject(busy(5_000)));
    await expect(retryRead(read, options)).rejects.toMatchObject({ details: { retryAfterMs: 5_000 } });
    expect(read).toHaveBeenCalledTimes(1);
  });

  it("is not asked again after a no, nor when that cannot help", async () => {
    const no = new CarrierError("refused", "not_found", "no");
    const refused = vi.fn(() => Promise.reject(no));
    await expect(retryRead(refused, options)).rejects.toBe(no);
    expect(refused).toHaveBeenCalledTimes(1);
    const pointless = vi.fn(() => Promise.reject(broken));
    await expect(retryRead(pointless, { ...options, mayHelp: () => false })).rejects.toBe(broken);
    expect(pointless).toHaveBeenCalledTimes(1);
  });
});
