import "server-only";
import { env } from "@/lib/platform/env";
import type { EncryptedTable } from "./encrypted-columns";
import { createKeyRing, type KeyRing } from "./key-ring";

let ring: KeyRing | undefined;

/** The keys of the environment: ENCRYPTION_KEYS in their order, then ENCRYPTION_KEY. */
export function keyRing(): KeyRing {
  ring ??= createKeyRing(env().ENCRYPTION_KEYS.map((key) => Buffer.from(key, "base64")));
  return ring;
}

/** The row that a ciphertext is bound to. Its table must be one whose columns `npm run rotate-keys` knows. */
export type EncryptionContext = `${EncryptedTable}:${string}`;

/**
 * For secrets at rest.
 * @param context where the ciphertext belongs, e.g. `managed_account:<id>`; read anywhere else it does not decrypt
 */
export function encrypt(plaintext: string, context: EncryptionContext): string {
  return keyRing().encrypt(plaintext, context);
}

/** Throws when the key, the place or a single bit is not the one it was encrypted with. */
export function decrypt(text: string, context: EncryptionContext): string {
  return keyRing().decrypt(text, context);
}
