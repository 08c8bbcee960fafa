import type { EncryptionContext } from "@/lib/platform/crypto/encryption";

/** Binds encrypted credentials to their account. */
export function credentialsContext(managedAccountId: string): EncryptionContext {
  return `managed_account:${managedAccountId}`;
}
