import { createHash } from "node:crypto";
import { addressPrefix } from "@/lib/platform/network/client-address";
import { forgetLimit, type LimitName, takeFromLimit } from "@/lib/platform/rate-limit/rate-limit";
import { refuseExceeded } from "@/lib/platform/rate-limit/refuse-exceeded";

/** The state of one rate limit after this attempt. */
export type CountedAttempt = {
  exceeded: boolean;
  /** Throws `rate_limited` when exceeded. */
  refuse(): void;
  /** Resets the count after a success. */
  forget(): Promise<void>;
};

/** Counts before all other limits, so that a refused address increments none of them. */
export function countFromAddress(address: string | null): Promise<CountedAttempt> {
  return count("sign_in_address", addressPrefix(address));
}

/**
 * Counts an attempt on a known or unknown account, per network, so an attacker cannot lock the owner out elsewhere. A
 * browser that has signed in before has its own count (OWASP "device cookies").
 */
export async function countOnAccount(
  email: string,
  address: string | null,
  deviceId: string | undefined,
): Promise<CountedAttempt> {
  const account = createHash("sha256").update(email).digest("hex");
  if (deviceId !== undefined) return count("sign_in_device", `${account}:${deviceId}`);
  const fromNetwork = await count("sign_in_account", `${account}:${addressPrefix(address, 24)}`);
  if (fromNetwork.exceeded) return fromNetwork;
  const total = await count("sign_in_account_total", account);
  return total.exceeded ? total : fromNetwork;
}

/** Counts per account, because only a caller who knows the password gets here. A known browser has its own count. */
export function countCode(userId: string, deviceId: string | undefined): Promise<CountedAttempt> {
  return count("second_factor", deviceId === undefined ? userId : `${userId}:${deviceId}`);
}

/** Counts per session, so that an outsider cannot use up the limit. */
export function countPasswordCheck(userId: string, sessionId: string | undefined): Promise<CountedAttempt> {
  return count("password_check", `${userId}:${sessionId ?? ""}`);
}

async function count(name: LimitName, key: string): Promise<CountedAttempt> {
  const state = await takeFromLimit(name, key);
  return {
    exceeded: state?.exceeded ?? false,
    refuse: () => refuseExceeded([state]),
    forget: () => forgetLimit(name, key),
  };
}
