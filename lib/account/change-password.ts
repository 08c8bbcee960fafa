import { type Context, requireSession } from "@/lib/auth/actor";
import { requireGoodPassword } from "@/lib/auth/password-rules";
import { hashPassword } from "@/lib/auth/passwords";
import { actAsSystem, readAsSystem } from "@/lib/db";
import { addressPrefix } from "@/lib/network/client-address";
import { endTokensOf } from "@/lib/personal-access-tokens/delete-personal-access-token";
import { endSessionsOf } from "@/lib/sessions/session-store";
import { recordAccountEvent } from "./record-account-event";
import { requirePassword } from "./require-password";
import type { ChangePasswordBody } from "./schemas";
import { tellOwner } from "./tell-owner";

/**
 * A new password; every other session of the person ends, and so do their personal access tokens unless they want to keep
 * them. The person is told by e-mail. Throws what `requirePassword` does, and `validation_failed`
 * for a new password that is too short or easy to guess.
 */
export async function changePassword(ctx: Context, body: ChangePasswordBody): Promise<void> {
  const { sessionId } = requireSession(ctx);
  const user = await requirePassword(ctx, body);
  const organizations = await readAsSystem((tx) =>
    tx.organization.findMany({ where: { memberships: { some: { userId: user.id } } }, select: { name: true } }),
  );
  const about = [user.email, user.name, ...organizations.map(({ name }) => name)];
  await requireGoodPassword(body.new_password, about, "new_password");
  const passwordHash = await hashPassword(body.new_password, addressPrefix(ctx.address));
  await actAsSystem(ctx, async (tx) => {
    await tx.user.update({ where: { id: user.id }, data: { passwordHash } });
    await endSessionsOf(tx, user.id, sessionId);
    if (body.end_personal_access_tokens) await endTokensOf(tx, ctx, user.id);
    await recordAccountEvent(tx, ctx, user.id, "account.password_changed");
  });
  await tellOwner(user.email, "The password of your account was changed.", ctx);
}
