import { decrypt } from "@/lib/platform/crypto/encryption";
import type { Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { takeRecoveryCode } from "./recovery-codes";
import { stepOfCode, totpPlace } from "./totp";

/** Returns the kind of code, or undefined for a wrong one. Each code works once. */
export function takeSecondFactor(userId: string, code: string): Promise<"totp" | "recovery_code" | undefined> {
  const typed = code.trim();
  const digits = typed.replaceAll(" ", "");
  return system().transaction(async (tx) => {
    if (/^\d{6}$/.test(digits)) return (await takeTotpCode(tx, userId, digits)) ? "totp" : undefined;
    return (await takeRecoveryCode(tx, userId, typed)) ? "recovery_code" : undefined;
  });
}

/** Stores the code's time step; codes of that step or an earlier one are rejected from then on. */
export async function takeTotpCode(tx: Tx, userId: string, code: string): Promise<boolean> {
  const user = await tx.user.findUnique({ where: { id: userId }, select: { totpSecret: true } });
  if (!user?.totpSecret) return false;
  const step = stepOfCode(decrypt(user.totpSecret, totpPlace(userId)), code, new Date());
  if (step === undefined) return false;
  const notYet = { OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] };
  const { count } = await tx.user.updateMany({ where: { id: userId, ...notYet }, data: { totpLastStep: step } });
  return count === 1;
}
