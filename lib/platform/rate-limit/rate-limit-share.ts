import type { RateLimiterAbstract } from "rate-limiter-flexible";
import { type LimitState, type Policy, take } from "./rate-limit-store";

type Share = { left: number; beyond: number; endsAt: number };

const SHARES = 100;

/** Reserves a hundredth of a limit at a time to save writes. All servers together never exceed the limit. */
export function shareOut(limiter: RateLimiterAbstract, policy: Policy) {
  const size = Math.max(1, Math.floor(policy.points / SHARES));
  const shares = new Map<string, Share>();
  const asking = new Map<string, Promise<LimitState>>();

  function fromMemory(key: string): LimitState | undefined {
    const share = shares.get(key);
    const resetMs = (share?.endsAt ?? 0) - Date.now();
    if (!share || share.left === 0 || resetMs <= 0) return undefined;
    share.left--;
    return { policy, exceeded: false, remaining: share.left + share.beyond, resetMs };
  }

  async function ask(key: string): Promise<LimitState> {
    const state = await take(limiter, policy, key, size);
    forgetEnded(shares);
    if (!state.exceeded) shares.set(key, { left: size, beyond: state.remaining, endsAt: Date.now() + state.resetMs });
    return state;
  }

  return async function takeOne(key: string): Promise<LimitState> {
    for (;;) {
      const held = fromMemory(key);
      if (held) return held;
      const question = asking.get(key) ?? ask(key).finally(() => asking.delete(key));
      asking.set(key, question);
      const state = await question;
      if (state.exceeded || state.resetMs <= 0) return state;
    }
  };
}

function forgetEnded(shares: Map<string, Share>): void {
  const now = Date.now();
  for (const [key, { endsAt }] of shares) if (endsAt <= now) shares.delete(key);
}
