import "server-only";
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

const KEY_ID_LENGTH = 8;

export type KeyRing = {
  /** Under the first key. `boundTo` says where the ciphertext belongs: read anywhere else it does not decrypt. */
  encrypt(plaintext: string, boundTo: string): string;
  /** Under whichever key it names. Throws when the key is not here, or the place or a single bit is another. */
  decrypt(text: string, boundTo: string): string;
  /** What every ciphertext of the first key begins with. */
  currentPrefix: string;
};

/** AES-256-GCM under several keys of 32 bytes: the first encrypts, all decrypt. */
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
      // The first version did not say which key: it is one of these.
      if (version === "v1") return openWithAny(keys, rest, boundTo);
      const [id = "", ...parts] = rest;
      const key = byId.get(id);
      if (version !== "v2" || parts.length !== 3) throw new Error("The ciphertext is malformed.");
      if (!key) throw new Error(`The key ${id} of the ciphertext is not in the ring.`);
      return open(key, parts, boundTo);
    },
  };
}

/** Names a key without telling it: the beginning of its hash. */
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
