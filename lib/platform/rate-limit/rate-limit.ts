import { env } from "@/lib/platform/env";
import { processSingleton } from "@/lib/platform/process-singleton";
import { shareOut } from "./rate-limit-share";
import { type LimitState, openLimit, type Policy, peek, take } from "./rate-limit-store";
import { refuseExceeded } from "./refuse-exceeded";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const ADDRESS_SHARE = 10;
const ACCOUNT_SHARE = 100;

/** Every limit. 0 points in the environment: none. */
const policies = {
  /** Of each credential, over everything. */
  requests: () => ({ points: env().RATE_LIMIT_REQUESTS, seconds: MINUTE }),
  /** Of each organization, whatever credentials it has. */
  organization_requests: () => ({ points: env().RATE_LIMIT_ORGANIZATION_REQUESTS, seconds: MINUTE }),
  /** Of each organization: what makes us ask the carrier, and what spends money. */
  search: () => ({ points: env().RATE_LIMIT_SEARCHES, seconds: MINUTE }),
  purchase: () => ({ points: env().RATE_LIMIT_PURCHASES, seconds: MINUTE }),
  /** Files of numbers: a check and an import are two. */
  import: () => ({ points: env().RATE_LIMIT_IMPORTS, seconds: HOUR }),
  /** Numbers of others that an organization is told of when it registers or imports. */
  taken_numbers: () => ({ points: env().RATE_LIMIT_TAKEN_NUMBERS, seconds: 24 * HOUR }),
  /** Mail that an organization sends in our name, and mail to one address, whoever asks for it. */
  mail: () => ({ points: 20, seconds: HOUR }),
  mail_address: () => ({ points: 3, seconds: 24 * HOUR }),
  /** Attempts to sign in from one address, which an office may share. */
  sign_in_address: () => ({ points: env().RATE_LIMIT_SIGN_INS * ADDRESS_SHARE, seconds: 15 * MINUTE }),
  /** On one account: from one network, from a browser that has signed in before, and from everywhere else together. */
  sign_in_account: () => ({ points: env().RATE_LIMIT_SIGN_INS, seconds: 15 * MINUTE }),
  sign_in_device: () => ({ points: env().RATE_LIMIT_SIGN_INS, seconds: 15 * MINUTE }),
  sign_in_account_total: () => ({ points: env().RATE_LIMIT_SIGN_INS * ACCOUNT_SHARE, seconds: 15 * MINUTE }),
  /** Codes of one account, which are asked for once the password was right. */
  second_factor: () => ({ points: env().RATE_LIMIT_SIGN_INS, seconds: 15 * MINUTE }),
  /** Passwords and codes that one session shows again. */
  password_check: () => ({ points: env().RATE_LIMIT_SIGN_INS, seconds: 15 * MINUTE }),
  /** Audit events of one kind about failed sign-ins to one account. */
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

/** Counts acts of `key`; undefined when there is no such limit. Does not refuse: see `refuseExceeded`. */
export async function takeFromLimit(name: LimitName, key: string, count = 1): Promise<LimitState | undefined> {
  return limitOf(name)?.take(key, count);
}

/** How the limit of `key` stands; undefined when nothing was counted, or when there is no such limit. */
export async function peekLimit(name: LimitName, key: string): Promise<LimitState | undefined> {
  return limitOf(name)?.peek(key);
}

/** Counts one act and keeps what is left in `states`. Throws `rate_limited`. */
export async function countAct(states: LimitState[], name: LimitName, key: string): Promise<void> {
  const state = await takeFromLimit(name, key);
  if (state) states.push(state);
  refuseExceeded([state]);
}

/** As if `key` had never been counted: after a sign-in that succeeded. */
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
