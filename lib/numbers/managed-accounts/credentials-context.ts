import type { EncryptionContext } from "@/lib/platform/crypto/encryption";

/** What a ciphertext of credentials is bound to. */
export function credentialsContext(managedAccountId: string): EncryptionContext {
  return `managed_account:${managedAccountId}`;
}
