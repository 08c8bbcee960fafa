import "server-only";
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

const KEY_ID_LENGTH = 8;

export type KeyRing = {
  /** Encrypts with the first key. The ciphertext decrypts only with the same `boundTo`. */
  encrypt(plaintext: string, boundTo: string): string;
  /** Throws when the ring lacks the key, `boundTo` differs, or the ciphertext was altered. */
  decrypt(text: string, boundTo: string): string;
  currentPrefix: string;
};

/** AES-256-GCM with several 32-byte keys: the first encrypts, all of them decrypt. */
export function createKeyRing(keys: readonly Buffer[]): KeyRing {
  const [current] = keys;
  if (!current) throw new Error("A key ring needs a key.");
  const byId = new Map(keys.map((key) => [idOf(key), key]));
  const currentPrefix = `v2.${idOf(current)}.`;
  return {
    currentPrefix,
    encrypt: (plaintext, boundTo) => `${currentPrefix}${seal(current, plaintext, boundTo)}`,
    decrypt(text, boundTo) {
      const [version, ...rest] = text.split(".");
      // Version 1 ciphertexts do not name their key, so try each one.
      if (version === "v1") return openWithAny(keys, rest, boundTo);
      const [id = "", ...parts] = rest;
      const key = byId.get(id);
      if (version !== "v2" || parts.length !== 3) throw new Error("The ciphertext is malformed.");
      if (!key) throw new Error(`The key ${id} of the ciphertext is not in the ring.`);
      return open(key, parts, boundTo);
    },
  };
}

function idOf(key: Buffer): string {
  return createHash("sha256").update(key).digest("hex").slice(0, KEY_ID_LENGTH);
}

function seal(key: Buffer, plaintext: string, boundTo: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(boundTo));
  const ciphertext = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
  return [nonce, cipher.getAuthTag(), ciphertext].map((part) => part.toString("base64url")).join(".");
}

function open(key: Buffer, parts: string[], boundTo: string): string {
  const [nonce, tag, ciphertext] = parts;
  if (!nonce || !tag || ciphertext === undefined) throw new Error("The ciphertext is malformed.");
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64url"), { authTagLength: 16 })
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(Buffer.from(tag, "base64url"));
  return Buffer.concat([decipher.update(Buffer.from(ciphertext, "base64url")), decipher.final()]).toString("utf8");
}

function openWithAny(keys: readonly Buffer[], parts: string[], boundTo: string): string {
  let refusal: unknown;
  for (const key of keys) {
    try {
      return open(key, parts, boundTo);
    } catch (error) {
      refusal = error;
    }
  }
  throw refusal;
}
