import { asSystem, type Tx } from "@/lib/db";
import { decrypt } from "@/lib/encryption";
import { takeRecoveryCode } from "./recovery-codes";
import { stepOfCode, totpPlace } from "./totp";

/** Whether this is the code that the user's app shows now, or a recovery code. True once per code. */
export function takeSecondFactor(userId: string, code: string): Promise<boolean> {
  const typed = code.trim();
  return asSystem((tx) =>
    /^\d{6}$/.test(typed.replaceAll(" ", ""))
      ? takeTotpCode(tx, userId, typed.replaceAll(" ", ""))
      : takeRecoveryCode(tx, userId, typed),
  );
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
