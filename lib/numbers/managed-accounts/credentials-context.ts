import type { EncryptionContext } from "@/lib/platform/crypto/encryption";

export function credentialsContext(managedAccountId: string): EncryptionContext {
  return `managed_account:${managedAccountId}`;
}
