import { createHash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";

export type TokenPrefix = "ak" | "pat";

/** A parsed `ak_<id>.<secret>` or `pat_<id>.<secret>`. */
export type ParsedToken = { prefix: TokenPrefix; id: string; secret: string };

const SECRET_BYTES = 32;
const shape = /^(ak|pat)_([0-9a-f]{32})\.([A-Za-z0-9_-]{48})$/;

/** 256 random bits and a checksum, which lets scanners and typos be rejected without a lookup. */
export function createSecret(): string {
  const bytes = randomBytes(SECRET_BYTES);
  return Buffer.concat([bytes, checksum(bytes)]).toString("base64url");
}

export function newToken(prefix: TokenPrefix): { id: string; secretHash: string; text: string } {
  const id = randomUUID();
  const secret = createSecret();
  return { id, secretHash: hashSecret(secret), text: formatToken(prefix, id, secret) };
}

/** Formats the text that a client sends. Shown once; only `hashSecret(secret)` is stored. */
export function formatToken(prefix: TokenPrefix, id: string, secret: string): string {
  return `${prefix}_${id.replaceAll("-", "")}.${secret}`;
}

/** Identifies a token without its secret: `ak_3f2b61c0…`. */
export function truncatedToken(prefix: TokenPrefix, id: string): string {
  return `${prefix}_${id.slice(0, 8)}…`;
}

/** How the audit trail names a credential, also after its deletion. */
export function credentialLabel(prefix: TokenPrefix, { id, name }: { id: string; name: string }): string {
  return `${name} (${truncatedToken(prefix, id)})`;
}

export function parseToken(text: string): ParsedToken | undefined {
  const [, prefix, hex, secret] = shape.exec(text) ?? [];
  if ((prefix !== "ak" && prefix !== "pat") || !hex || !secret) return undefined;
  const bytes = Buffer.from(secret, "base64url");
  if (!checksum(bytes.subarray(0, SECRET_BYTES)).equals(bytes.subarray(SECRET_BYTES))) return undefined;
  return { prefix, id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"), secret };
}

/** SHA-256 in hex is enough for a 256-bit random secret. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

const nobody = hashSecret("nobody");

/** Takes constant time, also without a stored hash. */
export function secretMatches(secret: string, storedHash: string | undefined): boolean {
  const equal = timingSafeEqual(Buffer.from(hashSecret(secret), "hex"), Buffer.from(storedHash ?? nobody, "hex"));
  return equal && storedHash !== undefined;
}

function checksum(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
}
