import { type Context, requireSession } from "@/lib/identity/actor";
import { recordAccountEvent } from "@/lib/identity/audit/record-account-event";
import { replaceRecoveryCodes } from "@/lib/identity/credentials/recovery-codes";
import { takeTotpCode } from "@/lib/identity/credentials/take-code";
import { endSessionsOf } from "@/lib/identity/sessions/session-store";
import { system } from "@/lib/platform/db/system";
import { AppError } from "@/lib/platform/errors";
import type { ConfirmSecondFactorBody, RecoveryCodes } from "./schemas";

/**
 * Also ends every other session. Throws `forbidden` to a token, `validation_failed` for a wrong code, and
 * `action_not_possible` when setup was not started or is already complete.
 */
export async function confirmSecondFactor(ctx: Context, { code }: ConfirmSecondFactorBody): Promise<RecoveryCodes> {
  const { userId: id, sessionId } = requireSession(ctx);
  return system(ctx).transaction(async (tx) => {
    const user = await tx.user.findUniqueOrThrow({ where: { id } });
    if (!user.totpSecret || user.totpConfirmedAt) {
      throw new AppError("action_not_possible", "There is no two-factor setup to confirm. Start again.");
    }
    if (!(await takeTotpCode(tx, id, code.replaceAll(/\s/g, "")))) {
      const message = "Incorrect code. Try the next one.";
      throw new AppError("validation_failed", message, { errors: [{ path: "code", message }] });
    }
    await tx.user.update({ where: { id }, data: { totpConfirmedAt: new Date() } });
    await endSessionsOf(tx, id, sessionId);
    await recordAccountEvent(tx, ctx, id, "account.second_factor_added");
    return { recovery_codes: await replaceRecoveryCodes(tx, id) };
  });
}
