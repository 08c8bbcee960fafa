import "server-only";
import { env } from "@/lib/platform/env";
import type { EncryptedTable } from "./encrypted-columns";
import { createKeyRing, type KeyRing } from "./key-ring";

let ring: KeyRing | undefined;

export function keyRing(): KeyRing {
  ring ??= createKeyRing(env().ENCRYPTION_KEYS.map((key) => Buffer.from(key, "base64")));
  return ring;
}

/** The row that a ciphertext is bound to; `npm run rotate-keys` must know its columns. */
export type EncryptionContext = `${EncryptedTable}:${string}`;

/** @param context its row, e.g. `managed_account:<id>`; the ciphertext decrypts only with the same context */
export function encrypt(plaintext: string, context: EncryptionContext): string {
  return keyRing().encrypt(plaintext, context);
}

/** Throws when the key or the context differs from the one used to encrypt, or when the ciphertext was altered. */
export function decrypt(text: string, context: EncryptionContext): string {
  return keyRing().decrypt(text, context);
}
