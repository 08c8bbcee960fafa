import type { Carrier } from "@/lib/carriers/carrier";
import { carriers } from "@/lib/carriers/carrier-registry";
import { decrypt } from "@/lib/encryption";
import { env } from "@/lib/env";
import type { ManagedAccount } from "@/lib/generated/prisma/client";

const open = new Map<string, { updatedAt: number; carrier: Carrier }>();

/** The account's carrier, signed in. One per account and process, made anew when its credentials change. */
export function carrierOf(account: Pick<ManagedAccount, "id" | "carrier" | "credentials" | "updatedAt">): Carrier {
  const updatedAt = account.updatedAt.getTime();
  const known = open.get(account.id);
  if (known?.updatedAt === updatedAt) return known.carrier;
  const credentials: unknown = JSON.parse(decrypt(account.credentials, credentialsPlace(account.id)));
  const { TWILIO_API_BASE_URL: baseUrl, CARRIER_TIMEOUT_MS: timeoutMs } = env();
  const carrier = carriers[account.carrier](credentials, { ...(baseUrl && { baseUrl }), timeoutMs });
  open.set(account.id, { updatedAt, carrier });
  return carrier;
}

/** What a ciphertext of credentials is bound to. */
export function credentialsPlace(managedAccountId: string): string {
  return `managed_account:${managedAccountId}`;
}
