import type { AccountHealth } from "@/lib/carriers/account-breaker";
import type { CarrierError } from "@/lib/carriers/carrier";
import { carriers } from "@/lib/carriers/carrier-registry";
import { type GuardedCarrier, guardCarrier } from "@/lib/carriers/guarded-carrier";
import type { ManagedAccount } from "@/lib/generated/prisma/client";
import { noteAccountRefusal } from "@/lib/numbers/findings/account-refusals";
import { withCrashPoints } from "@/lib/platform/crash-point";
import { decrypt } from "@/lib/platform/crypto/encryption";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { processSingleton } from "@/lib/platform/process-singleton";
import { requireMatchingCredentials, requireNotedAccount, standInOf } from "./carrier-identity";
import { credentialsContext } from "./credentials-context";

const open = () =>
  processSingleton("carriers", () => new Map<string, { updatedAt: number; carrier: GuardedCarrier }>());

type Account = Pick<
  ManagedAccount,
  "id" | "carrier" | "credentials" | "updatedAt" | "isDefault" | "carrierAccountId" | "carrierBaseUrl"
>;

/** One per account and process, recreated when its credentials change. Throws CarrierError `wrong_account`. */
export function carrierOf(account: Account): GuardedCarrier {
  requireNotedAccount(account);
  const updatedAt = account.updatedAt.getTime();
  const known = open().get(account.id);
  if (known?.updatedAt === updatedAt) return known.carrier;
  const credentials = decrypt(account.credentials, credentialsContext(account.id));
  requireMatchingCredentials(account, credentials);
  const { CARRIER_TIMEOUT_MS: timeoutMs, ...settings } = env();
  const baseUrl = standInOf(account);
  const adapter = carriers[account.carrier](JSON.parse(credentials), { ...(baseUrl && { baseUrl }), timeoutMs });
  const carrier = guardCarrier(withCrashPoints("carrier", adapter), {
    concurrency: settings.CARRIER_CONCURRENCY,
    waitMs: timeoutMs,
    coolDownMs: settings.CARRIER_COOL_DOWN_MS,
    cacheMs: settings.CARRIER_CACHE_MS,
    onHealthChange: (health, cause) => logHealth(account.id, health, cause),
    onAccountRefusal: (error) => noteAccountRefusal(account.id, error),
  });
  known?.carrier.close();
  open().set(account.id, { updatedAt, carrier });
  return carrier;
}

/** As this process last saw it; does not call the carrier. */
export function accountHealth(managedAccountId: string): AccountHealth {
  return open().get(managedAccountId)?.carrier.health() ?? { state: "ok", since: null };
}

export function carrierHealths(): { managedAccountId: string; state: AccountHealth["state"] }[] {
  return [...open()].map(([managedAccountId, { carrier }]) => ({ managedAccountId, state: carrier.health().state }));
}

function logHealth(managedAccountId: string, { state }: AccountHealth, cause: CarrierError | undefined): void {
  if (cause) {
    const { reason, message, details } = cause;
    log().error({ managedAccountId, state, reason, message, ...details }, "the carrier takes no orders");
  } else {
    log().info({ managedAccountId, state }, "the carrier takes orders again");
  }
}
