import { RateLimiterMemory } from "rate-limiter-flexible";
import { describe, expect, it, vi } from "vitest";
import { shareOut } from "./rate-limit-share";

const policy = { name: "requests", points: 1_000, seconds: 60 };

function store() {
  const limiter = new RateLimiterMemory({ points: policy.points, duration: policy.seconds });
  return { limiter, consume: vi.spyOn(limiter, "consume") };
}

const times = <T>(count: number, work: () => Promise<T>) => Promise.all(Array.from({ length: count }, work));

describe("a limit given out in shares", () => {
  it("costs one question to the store in a hundredth of its points, however many ask at once", async () => {
    const { limiter, consume } = store();
    const take = shareOut(limiter, policy);
    const states = await times(500, () => take("key"));
    expect(states.filter(({ exceeded }) => exceeded)).toEqual([]);
    expect(consume).toHaveBeenCalledTimes(50);
    expect(states.at(-1)?.remaining).toBe(500);
  });

  it("gives out all of it and no more, over all servers", async () => {
    const { limiter } = store();
    const servers = [shareOut(limiter, policy), shareOut(limiter, policy), shareOut(limiter, policy)];
    const states = (await Promise.all(servers.map((take) => times(500, () => take("key"))))).flat();
    expect(states.filter(({ exceeded }) => !exceeded)).toHaveLength(1_000);
    expect(states.at(-1)).toMatchObject({ exceeded: true, remaining: 0 });
  });

  it("keeps keys apart", async () => {
    const { limiter } = store();
    const take = shareOut(limiter, policy);
    await times(1_001, () => take("busy"));
    expect(await take("busy")).toMatchObject({ exceeded: true });
    expect(await take("quiet")).toMatchObject({ exceeded: false, remaining: 999 });
  });

  it("begins anew when the window ends", async () => {
    vi.useFakeTimers();
    try {
      const { limiter } = store();
      const take = shareOut(limiter, policy);
      await times(1_001, () => take("key"));
      vi.advanceTimersByTime(policy.seconds * 1_000 + 1);
      expect(await take("key")).toMatchObject({ exceeded: false, remaining: 999 });
    } finally {
      vi.useRealTimers();
    }
  });
});
