import { recordAccountEvent } from "@/lib/account/record-account-event";
import { requirePasswordAndCode } from "@/lib/account/require-password";
import type { PasswordAndCodeBody, RecoveryCodes } from "@/lib/account/schemas";
import { tellOwner } from "@/lib/account/tell-owner";
import type { Context } from "@/lib/auth/actor";
import { actAsSystem } from "@/lib/db";
import { replaceRecoveryCodes } from "./recovery-codes";

/** New codes; the old ones are worth nothing, and the person is told by e-mail. Throws what `requirePasswordAndCode` does. */
export async function renewRecoveryCodes(ctx: Context, body: PasswordAndCodeBody): Promise<RecoveryCodes> {
  const user = await requirePasswordAndCode(ctx, body);
  const codes = await actAsSystem(ctx, async (tx) => {
    await recordAccountEvent(tx, ctx, user.id, "account.recovery_codes_renewed");
    return replaceRecoveryCodes(tx, user.id);
  });
  await tellOwner(user.email, "New recovery codes were made for your account. The old ones no longer work.", ctx);
  return { recovery_codes: codes };
}
