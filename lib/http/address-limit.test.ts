import { describe, expect, it } from "vitest";
import { createAddressLimit } from "./address-limit";

const policy = { name: "anonymous", points: 2, seconds: 60 };

describe("a limit per address", () => {
  it("refuses the next after its points, says when they are back, and then begins again", () => {
    const limit = createAddressLimit({ policy });
    expect([limit.take("a", 0), limit.take("a", 1_000)].map(({ exceeded }) => exceeded)).toEqual([false, false]);
    expect(limit.isSpent("a", 2_000)).toBe(true);
    expect(limit.take("a", 2_000)).toMatchObject({ exceeded: true, remaining: 0, resetMs: 58_000 });
    expect(limit.take("b", 2_000)).toMatchObject({ exceeded: false, remaining: 1 });
    expect(limit.isSpent("a", 60_000)).toBe(false);
    expect(limit.take("a", 60_000)).toMatchObject({ exceeded: false, remaining: 1 });
  });

  it("keeps no more keys than it may, and none past its window", () => {
    const limit = createAddressLimit({ policy, maxKeys: 3 });
    for (let key = 0; key < 1_000; key++) limit.take(String(key), key);
    expect(limit.size()).toBe(3);
    limit.take("later", 120_000);
    expect(limit.size()).toBe(1);
  });
});
