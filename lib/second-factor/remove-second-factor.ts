import { recordAccountEvent } from "@/lib/account/record-account-event";
import { requirePassword } from "@/lib/account/require-password";
import type { CurrentPasswordBody } from "@/lib/account/schemas";
import type { Context } from "@/lib/auth/actor";
import { actAsSystem } from "@/lib/db";

/** The password alone signs in from now on. Throws what `requirePassword` does; without a second factor nothing changes. */
export async function removeSecondFactor(ctx: Context, body: CurrentPasswordBody): Promise<void> {
  const user = await requirePassword(ctx, body.current_password);
  await actAsSystem(ctx, async (tx) => {
    const data = { totpSecret: null, totpConfirmedAt: null, totpLastStep: null };
    await tx.user.update({ where: { id: user.id }, data });
    await tx.recoveryCode.deleteMany({ where: { userId: user.id } });
    if (user.totpConfirmedAt) await recordAccountEvent(tx, ctx, user.id, "account.second_factor_removed");
  });
}
