import { recordAccountEvent } from "@/lib/account/record-account-event";
import { requirePassword } from "@/lib/account/require-password";
import type { CurrentPasswordBody, RecoveryCodes } from "@/lib/account/schemas";
import type { Context } from "@/lib/auth/actor";
import { actAsSystem } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { replaceRecoveryCodes } from "./recovery-codes";

/** New codes; the old ones are worth nothing. Throws what `requirePassword` does, and `action_not_possible` without a second factor. */
export async function renewRecoveryCodes(ctx: Context, body: CurrentPasswordBody): Promise<RecoveryCodes> {
  const user = await requirePassword(ctx, body.current_password);
  if (!user.totpConfirmedAt) throw new AppError("action_not_possible", "You have no second factor.");
  return actAsSystem(ctx, async (tx) => {
    await recordAccountEvent(tx, ctx, user.id, "account.recovery_codes_renewed");
    return { recovery_codes: await replaceRecoveryCodes(tx, user.id) };
  });
}
