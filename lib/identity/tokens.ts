import { createHash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";

export type TokenPrefix = "ak" | "pat";

/** What a client sends, taken apart: `ak_<id>.<secret>` or `pat_<id>.<secret>`. */
export type ParsedToken = { prefix: TokenPrefix; id: string; secret: string };

const SECRET_BYTES = 32;
const shape = /^(ak|pat)_([0-9a-f]{32})\.([A-Za-z0-9_-]{48})$/;

/** A new secret: 256 random bits and a checksum, so that a scanner or a typo is told apart without a look-up. */
export function createSecret(): string {
  const bytes = randomBytes(SECRET_BYTES);
  return Buffer.concat([bytes, checksum(bytes)]).toString("base64url");
}

/** A new token: its row's id and hash, and the text that is shown this once. */
export function newToken(prefix: TokenPrefix): { id: string; secretHash: string; text: string } {
  const id = randomUUID();
  const secret = createSecret();
  return { id, secretHash: hashSecret(secret), text: formatToken(prefix, id, secret) };
}

/** The text that a client sends. Shown once; only `hashSecret(secret)` is kept. */
export function formatToken(prefix: TokenPrefix, id: string, secret: string): string {
  return `${prefix}_${id.replaceAll("-", "")}.${secret}`;
}

/** Enough of a token to know it by, without its secret: `ak_3f2b61c0…`. */
export function truncatedToken(prefix: TokenPrefix, id: string): string {
  return `${prefix}_${id.slice(0, 8)}…`;
}

/** How the audit trail names a credential, also when it is gone. */
export function credentialLabel(prefix: TokenPrefix, { id, name }: { id: string; name: string }): string {
  return `${name} (${truncatedToken(prefix, id)})`;
}

/** Undefined when it cannot be a token of ours. */
export function parseToken(text: string): ParsedToken | undefined {
  const [, prefix, hex, secret] = shape.exec(text) ?? [];
  if ((prefix !== "ak" && prefix !== "pat") || !hex || !secret) return undefined;
  const bytes = Buffer.from(secret, "base64url");
  if (!checksum(bytes.subarray(0, SECRET_BYTES)).equals(bytes.subarray(SECRET_BYTES))) return undefined;
  return { prefix, id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"), secret };
}

/** SHA-256, hex: enough for a secret with 256 bits of its own. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

const nobody = hashSecret("nobody");

/** Constant time, also when there is no row to compare with. */
export function secretMatches(secret: string, storedHash: string | undefined): boolean {
  const equal = timingSafeEqual(Buffer.from(hashSecret(secret), "hex"), Buffer.from(storedHash ?? nobody, "hex"));
  return equal && storedHash !== undefined;
}

function checksum(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
}
