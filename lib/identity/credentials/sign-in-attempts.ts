import { createHash } from "node:crypto";
import { addressPrefix } from "@/lib/platform/network/client-address";
import { forgetLimit, type LimitName, takeFromLimit } from "@/lib/platform/rate-limit/rate-limit";
import { refuseExceeded } from "@/lib/platform/rate-limit/refuse-exceeded";

/** One limit on attempts, as it stands after this one. */
export type CountedAttempt = {
  exceeded: boolean;
  /** Throws `rate_limited` when exceeded. */
  refuse(): void;
  /** After a success the count starts over. */
  forget(): Promise<void>;
};

/** Counts an attempt from an address, whatever the account: before any other count, so that a refused address moves none. */
export function countFromAddress(address: string | null): Promise<CountedAttempt> {
  return count("sign_in_address", addressPrefix(address));
}

/**
 * Counts an attempt on an account, known or not. Attempts count per network, so that one attacker cannot lock the owner
 * out elsewhere, and a browser that has signed in before has a count of its own (OWASP "device cookies").
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

/** Counts a code: per account, since only who knows the password gets here; a known browser has a count of its own. */
export function countCode(userId: string, deviceId: string | undefined): Promise<CountedAttempt> {
  return count("second_factor", deviceId === undefined ? userId : `${userId}:${deviceId}`);
}

/** Counts what a signed-in person shows again: nobody outside can spend it. */
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
