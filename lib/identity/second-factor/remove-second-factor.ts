import type { Context } from "@/lib/identity/actor";
import { recordAccountEvent } from "@/lib/identity/audit/record-account-event";
import { requirePasswordAndCode } from "@/lib/identity/credentials/require-password";
import type { PasswordAndCodeBody } from "@/lib/identity/credentials/schemas";
import { tellOwner } from "@/lib/identity/credentials/tell-owner";
import { system } from "@/lib/platform/db/system";

/** Notifies the user by e-mail. Throws what `requirePasswordAndCode` throws. */
export async function removeSecondFactor(ctx: Context, body: PasswordAndCodeBody): Promise<void> {
  const user = await requirePasswordAndCode(ctx, body);
  await system(ctx).transaction(async (tx) => {
    const data = { totpSecret: null, totpConfirmedAt: null, totpLastStep: null };
    await tx.user.update({ where: { id: user.id }, data });
    await tx.recoveryCode.deleteMany({ where: { userId: user.id } });
    await recordAccountEvent(tx, ctx, user.id, "account.second_factor_removed");
  });
  await tellOwner(
    user.email,
    "Two-factor authentication was turned off for your account: your password alone signs you in.",
    ctx,
  );
}
