import { env } from "@/lib/platform/env";
import { processSingleton } from "@/lib/platform/process-singleton";
import { shareOut } from "./rate-limit-share";
import { type LimitState, openLimit, type Policy, peek, take } from "./rate-limit-store";
import { refuseExceeded } from "./refuse-exceeded";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const ADDRESS_SHARE = 10;
const ACCOUNT_SHARE = 100;

/** 0 points in the environment turn a limit off. */
const policies = {
  requests: () => ({ points: env().RATE_LIMIT_REQUESTS, seconds: MINUTE }),
  /** Per organization, over all its credentials. */
  organization_requests: () => ({ points: env().RATE_LIMIT_ORGANIZATION_REQUESTS, seconds: MINUTE }),
  /** Per organization, for operations that call the carrier or spend money. */
  search: () => ({ points: env().RATE_LIMIT_SEARCHES, seconds: MINUTE }),
  purchase: () => ({ points: env().RATE_LIMIT_PURCHASES, seconds: MINUTE }),
  /** Uploads of number files; a check and an import count as two. */
  import: () => ({ points: env().RATE_LIMIT_IMPORTS, seconds: HOUR }),
  /** Registrations or imports that reveal to an organization that another one has the number. */
  taken_numbers: () => ({ points: env().RATE_LIMIT_TAKEN_NUMBERS, seconds: 24 * HOUR }),
  /** Mail per sending organization, and per recipient address regardless of the sender. */
  mail: () => ({ points: 20, seconds: HOUR }),
  mail_address: () => ({ points: 3, seconds: 24 * HOUR }),
  /** Sign-in attempts per address, which an office may share. */
  sign_in_address: () => ({ points: env().RATE_LIMIT_SIGN_INS * ADDRESS_SHARE, seconds: 15 * MINUTE }),
  /** Per account: from one network, from a browser that has signed in before, and from everywhere else combined. */
  sign_in_account: () => ({ points: env().RATE_LIMIT_SIGN_INS, seconds: 15 * MINUTE }),
  sign_in_device: () => ({ points: env().RATE_LIMIT_SIGN_INS, seconds: 15 * MINUTE }),
  sign_in_account_total: () => ({ points: env().RATE_LIMIT_SIGN_INS * ACCOUNT_SHARE, seconds: 15 * MINUTE }),
  second_factor: () => ({ points: env().RATE_LIMIT_SIGN_INS, seconds: 15 * MINUTE }),
  password_check: () => ({ points: env().RATE_LIMIT_SIGN_INS, seconds: 15 * MINUTE }),
  sign_in_events: () => ({ points: 10, seconds: 15 * MINUTE }),
};

export type LimitName = keyof typeof policies;

type Limit = {
  take(key: string, count: number): Promise<LimitState>;
  peek(key: string): Promise<LimitState | undefined>;
  forget(key: string): Promise<void>;
};

const limits = () => processSingleton("rate-limits", () => new Map<LimitName, Limit | undefined>());

function limitOf(name: LimitName): Limit | undefined {
  const open = limits();
  if (!open.has(name)) open.set(name, makeLimit({ name, ...policies[name]() }));
  return open.get(name);
}

function makeLimit(policy: Policy): Limit | undefined {
  if (policy.points === 0) return undefined;
  const limiter = openLimit(policy);
  const takeSome =
    policy.name === "requests" || policy.name === "organization_requests"
      ? shareOut(limiter, policy)
      : (key: string, count: number) => take(limiter, policy, key, count);
  return {
    take: takeSome,
    peek: (key) => peek(limiter, policy, key),
    forget: async (key) => void (await limiter.delete(key)),
  };
}

/** `undefined` when the limit is off. Does not throw when it is exceeded: see `refuseExceeded`. */
export async function takeFromLimit(name: LimitName, key: string, count = 1): Promise<LimitState | undefined> {
  return limitOf(name)?.take(key, count);
}

export async function peekLimit(name: LimitName, key: string): Promise<LimitState | undefined> {
  return limitOf(name)?.peek(key);
}

/** Counts one operation and adds the remaining limit to `states`. Throws `rate_limited`. */
export async function countAct(states: LimitState[], name: LimitName, key: string): Promise<void> {
  const state = await takeFromLimit(name, key);
  if (state) states.push(state);
  refuseExceeded([state]);
}

export async function forgetLimit(name: LimitName, key: string): Promise<void> {
  await limitOf(name)?.forget(key);
}

/** `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers): structured lists, one item per limit. */
export function rateLimitHeaders(states: readonly LimitState[]): Record<string, string> {
  if (states.length === 0) return {};
  const seconds = (ms: number) => Math.max(0, Math.ceil(ms / 1_000));
  return {
    "RateLimit-Policy": states
      .map(({ policy: { name, ...of } }) => `"${name}";q=${of.points};w=${of.seconds}`)
      .join(", "),
    RateLimit: states
      .map(({ policy, remaining, resetMs }) => `"${policy.name}";r=${remaining};t=${seconds(resetMs)}`)
      .join(", "),
  };
}
