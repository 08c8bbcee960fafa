import { type Context, requireSession } from "@/lib/identity/actor";
import { recordAccountEvent } from "@/lib/identity/audit/record-account-event";
import { requireGoodPassword } from "@/lib/identity/credentials/password-rules";
import { hashPassword } from "@/lib/identity/credentials/passwords";
import { requirePassword } from "@/lib/identity/credentials/require-password";
import { tellOwner } from "@/lib/identity/credentials/tell-owner";
import { endTokensOf } from "@/lib/identity/personal-access-tokens/delete-personal-access-token";
import { endSessionsOf } from "@/lib/identity/sessions/session-store";
import { system } from "@/lib/platform/db/system";
import { addressPrefix } from "@/lib/platform/network/client-address";
import type { ChangePasswordBody } from "./schemas";

/**
 * Also ends every other session and, by default, all personal access tokens, and notifies the user by e-mail. Throws
 * what `requirePassword` throws, and `validation_failed` for a new password that is too short or easy to guess.
 */
export async function changePassword(ctx: Context, body: ChangePasswordBody): Promise<void> {
  const { sessionId } = requireSession(ctx);
  const user = await requirePassword(ctx, body);
  const organizations = await system().read((tx) =>
    tx.organization.findMany({ where: { memberships: { some: { userId: user.id } } }, select: { name: true } }),
  );
  const about = [user.email, user.name, ...organizations.map(({ name }) => name)];
  await requireGoodPassword(body.new_password, about, "new_password");
  const passwordHash = await hashPassword(body.new_password, addressPrefix(ctx.address));
  await system(ctx).transaction(async (tx) => {
    await tx.user.update({ where: { id: user.id }, data: { passwordHash } });
    await endSessionsOf(tx, user.id, sessionId);
    if (body.end_personal_access_tokens) await endTokensOf(tx, ctx, user.id);
    await recordAccountEvent(tx, ctx, user.id, "account.password_changed");
  });
  await tellOwner(user.email, "The password of your account was changed.", ctx);
}
