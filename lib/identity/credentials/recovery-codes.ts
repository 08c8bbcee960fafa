import { createHash, randomBytes } from "node:crypto";
import type { Tx } from "@/lib/platform/db/db";

const HOW_MANY = 10;
// Crockford's base32 omits letters that look like digits.
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH = 24;

/** 120 random bits in six groups of four characters. */
function newRecoveryCode(): string {
  const characters = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
  return characters.replace(/(.{4})(?=.)/g, "$1-");
}

/** Ignores how the code was typed. */
const hashOf = (code: string) =>
  createHash("sha256")
    .update(code.toLowerCase().replaceAll(/[^0-9a-z]/g, ""))
    .digest("hex");

/** Replaces all codes and returns the new ones, which are never shown again. */
export async function replaceRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: HOW_MANY }, newRecoveryCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ userId, codeHash: hashOf(code) })) });
  return codes;
}

/** Returns true once per code. */
export async function takeRecoveryCode(tx: Tx, userId: string, code: string): Promise<boolean> {
  const where = { userId, codeHash: hashOf(code), usedAt: null };
  const { count } = await tx.recoveryCode.updateMany({ where, data: { usedAt: new Date() } });
  return count === 1;
}
