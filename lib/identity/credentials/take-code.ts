import { decrypt } from "@/lib/platform/crypto/encryption";
import type { Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { takeRecoveryCode } from "./recovery-codes";
import { stepOfCode, totpPlace } from "./totp";

/** What this code was: of the user's app as it shows now, or a recovery code; undefined for a wrong one. Each counts once. */
export function takeSecondFactor(userId: string, code: string): Promise<"totp" | "recovery_code" | undefined> {
  const typed = code.trim();
  const digits = typed.replaceAll(" ", "");
  return system().transaction(async (tx) => {
    if (/^\d{6}$/.test(digits)) return (await takeTotpCode(tx, userId, digits)) ? "totp" : undefined;
    return (await takeRecoveryCode(tx, userId, typed)) ? "recovery_code" : undefined;
  });
}

/** A code of the app. The step that it is of is kept, and no code of that step or an earlier one is taken again. */
export async function takeTotpCode(tx: Tx, userId: string, code: string): Promise<boolean> {
  const user = await tx.user.findUnique({ where: { id: userId }, select: { totpSecret: true } });
  if (!user?.totpSecret) return false;
  const step = stepOfCode(decrypt(user.totpSecret, totpPlace(userId)), code, new Date());
  if (step === undefined) return false;
  const notYet = { OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] };
  const { count } = await tx.user.updateMany({ where: { id: userId, ...notYet }, data: { totpLastStep: step } });
  return count === 1;
}
