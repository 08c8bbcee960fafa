import { replaceRecoveryCodes } from "@/lib/identity/credentials/recovery-codes";
import { codeAt, encryptTotpSecret, newTotpSecret } from "@/lib/identity/credentials/totp";
import { system } from "@/lib/platform/db/system";

/** Enables a user's second factor; returns their authenticator app. */
export async function givenSecondFactor(userId: string) {
  const secret = newTotpSecret();
  const recoveryCodes = await system().transaction(async (tx) => {
    const data = { totpSecret: encryptTotpSecret(userId, secret), totpConfirmedAt: new Date() };
    await tx.user.update({ where: { id: userId }, data });
    return replaceRecoveryCodes(tx, userId);
  });
  return { secret, recoveryCodes, code: (at = new Date()) => codeAt(secret, at) };
}
