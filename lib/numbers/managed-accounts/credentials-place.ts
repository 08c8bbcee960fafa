import type { Place } from "@/lib/platform/crypto/encryption";

/** What a ciphertext of credentials is bound to. */
export function credentialsPlace(managedAccountId: string): Place {
  return `managed_account:${managedAccountId}`;
}
