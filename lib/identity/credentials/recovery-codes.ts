import { createHash, randomBytes } from "node:crypto";
import type { Tx } from "@/lib/platform/db/db";

const HOW_MANY = 10;
// Crockford's base32: no letter that is taken for a digit.
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH = 24;

/** 120 random bits in six groups of four. */
function newRecoveryCode(): string {
  const characters = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
  return characters.replace(/(.{4})(?=.)/g, "$1-");
}

/** As it was shown, however it was typed. */
const hashOf = (code: string) =>
  createHash("sha256")
    .update(code.toLowerCase().replaceAll(/[^0-9a-z]/g, ""))
    .digest("hex");

/** New codes in the place of the old ones; this is the only time that anybody sees them. */
export async function replaceRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: HOW_MANY }, newRecoveryCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ userId, codeHash: hashOf(code) })) });
  return codes;
}

/** True once per code. */
export async function takeRecoveryCode(tx: Tx, userId: string, code: string): Promise<boolean> {
  const where = { userId, codeHash: hashOf(code), usedAt: null };
  const { count } = await tx.recoveryCode.updateMany({ where, data: { usedAt: new Date() } });
  return count === 1;
}
