import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

const VERSION = "v1";

const key = () => Buffer.from(env().ENCRYPTION_KEY, "base64");

/**
 * AES-256-GCM under ENCRYPTION_KEY.
 * @param boundTo where the ciphertext belongs, e.g. `managed_account:<id>`; read anywhere else it does not decrypt
 */
export function encrypt(plaintext: string, boundTo: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key(), nonce).setAAD(Buffer.from(boundTo));
  const ciphertext = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
  return [VERSION, nonce, cipher.getAuthTag(), ciphertext]
    .map((part) => (typeof part === "string" ? part : part.toString("base64url")))
    .join(".");
}

/** Throws when the key, the place or a single bit is not the one it was encrypted with. */
export function decrypt(text: string, boundTo: string): string {
  const [version, nonce, tag, ciphertext] = text.split(".");
  if (version !== VERSION || !nonce || !tag || ciphertext === undefined)
    throw new Error("The ciphertext is malformed.");
  const decipher = createDecipheriv("aes-256-gcm", key(), Buffer.from(nonce, "base64url"), { authTagLength: 16 })
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(Buffer.from(tag, "base64url"));
  return Buffer.concat([decipher.update(Buffer.from(ciphertext, "base64url")), decipher.final()]).toString("utf8");
}
