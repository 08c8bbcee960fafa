import { env } from "@/lib/platform/env";
import { addressPrefix, clientAddressOf } from "@/lib/platform/network/client-address";
import { processSingleton } from "@/lib/platform/process-singleton";
import type { LimitState, Policy } from "@/lib/platform/rate-limit/rate-limit-store";
import { refuseExceeded } from "@/lib/platform/rate-limit/refuse-exceeded";

const MINUTE_MS = 60_000;
const MAX_KEYS = 50_000;

type Window = { taken: number; endsAt: number };

/** In-process, because a limit must cost less than what it protects. Past `maxKeys`, it drops the oldest window. */
export function createAddressLimit({ policy, maxKeys = MAX_KEYS }: { policy: Policy; maxKeys?: number }) {
  // In expiry order, because all windows have the same length.
  const windows = new Map<string, Window>();

  function current(key: string, now: number): Window {
    const known = windows.get(key);
    if (known && known.endsAt > now) return known;
    windows.delete(key);
    for (const [oldest, { endsAt }] of windows) {
      if (endsAt > now && windows.size < maxKeys) break;
      windows.delete(oldest);
    }
    const window = { taken: 0, endsAt: now + policy.seconds * 1_000 };
    windows.set(key, window);
    return window;
  }

  const stateOf = ({ taken, endsAt }: Window, now: number): LimitState => ({
    policy,
    exceeded: taken > policy.points,
    remaining: Math.max(0, policy.points - taken),
    resetMs: endsAt - now,
  });

  return {
    take(key: string, now = Date.now()): LimitState {
      const window = current(key, now);
      window.taken++;
      return stateOf(window, now);
    },
    isSpent(key: string, now = Date.now()): boolean {
      const window = windows.get(key);
      return window !== undefined && window.endsAt > now && window.taken >= policy.points;
    },
    size: () => windows.size,
  };
}

type AddressLimit = ReturnType<typeof createAddressLimit>;
const kinds = ["anonymous", "failed_credential"] as const;
export type AnonymousLimit = (typeof kinds)[number];

const limits = (points: number) =>
  processSingleton("address-limits", () => {
    const limitNamed = (name: AnonymousLimit): [AnonymousLimit, AddressLimit] => [
      name,
      createAddressLimit({ policy: { name, points, seconds: MINUTE_MS / 1_000 } }),
    ];
    return new Map(kinds.map(limitNamed));
  });

function limitOf(kind: AnonymousLimit): AddressLimit | undefined {
  const points = env().RATE_LIMIT_ANONYMOUS;
  if (points === 0) return undefined;
  return limits(points).get(kind);
}

const keyOf = (headers: Pick<Headers, "get">) => addressPrefix(clientAddressOf(headers));

/** Counts a request without a credential against its address. Throws `rate_limited`. */
export function countAnonymous(headers: Pick<Headers, "get">, kind: AnonymousLimit = "anonymous"): void {
  refuseExceeded([limitOf(kind)?.take(keyOf(headers))]);
}

export function hasFailedTooOften(headers: Pick<Headers, "get">): boolean {
  return limitOf("failed_credential")?.isSpent(keyOf(headers)) ?? false;
}
