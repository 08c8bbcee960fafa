import { type Context, requireSession } from "@/lib/identity/actor";
import { recordAccountEvent } from "@/lib/identity/audit/record-account-event";
import { lockUser } from "@/lib/identity/credentials/drop-credentials";
import { system } from "@/lib/platform/db/system";
import { AppError } from "@/lib/platform/errors";
import { isVerificationOf } from "./verification-link";

/** Requires both the link and the session. Throws `forbidden` to a token and for an expired or another user's link. */
export async function verifyEmail(ctx: Context, token: string): Promise<void> {
  const { userId: id } = requireSession(ctx);
  await system(ctx).transaction(async (tx) => {
    const user = await lockUser(tx, { id });
    if (!user || !(await isVerificationOf(token, user))) {
      throw new AppError("forbidden", "This link has expired or is for another account. Ask for a new one.");
    }
    if (user.emailVerifiedAt) return;
    await tx.user.update({ where: { id }, data: { emailVerifiedAt: new Date() } });
    await recordAccountEvent(tx, ctx, id, "account.email_verified");
  });
}
