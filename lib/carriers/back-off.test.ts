import { beforeEach, describe, expect, it, vi } from "vitest";
import { backOffMs } from "./back-off";
import { CarrierError } from "./carrier";

const failure = (retryAfterMs?: number) =>
  new CarrierError(
    "unavailable",
    "rate_limited",
    "Too Many Requests",
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
const caps = { firstMs: 200, maxMs: 10_000 };

describe("a pause before asking again", () => {
  beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0.5));

  it("lies anywhere beneath a cap that doubles, up to the most", () => {
    expect([1, 2, 3].map((attempt) => backOffMs(failure(), attempt, caps))).toEqual([100, 200, 400]);
    expect(backOffMs(failure(), 2_000, caps)).toBe(5_000);
  });

  it("comes after what the carrier asks for", () => {
    expect(backOffMs(failure(3_000), 1, caps)).toBe(3_100);
  });

  it("does not let the carrier ask for more than a minute", () => {
    expect(backOffMs(failure(86_400_000), 1, caps)).toBe(60_100);
  });
});
