import type { Context } from "@/lib/identity/actor";
import { recordAccountEvent } from "@/lib/identity/audit/record-account-event";
import { replaceRecoveryCodes } from "@/lib/identity/credentials/recovery-codes";
import { requirePasswordAndCode } from "@/lib/identity/credentials/require-password";
import type { PasswordAndCodeBody } from "@/lib/identity/credentials/schemas";
import { tellOwner } from "@/lib/identity/credentials/tell-owner";
import { system } from "@/lib/platform/db/system";
import type { RecoveryCodes } from "./schemas";

/** Replaces the codes and notifies the user by e-mail. Throws what `requirePasswordAndCode` throws. */
export async function renewRecoveryCodes(ctx: Context, body: PasswordAndCodeBody): Promise<RecoveryCodes> {
  const user = await requirePasswordAndCode(ctx, body);
  const codes = await system(ctx).transaction(async (tx) => {
    await recordAccountEvent(tx, ctx, user.id, "account.recovery_codes_renewed");
    return replaceRecoveryCodes(tx, user.id);
  });
  await tellOwner(user.email, "New recovery codes were generated for your account. The old ones no longer work.", ctx);
  return { recovery_codes: codes };
}
