import { type Context, requireSession } from "@/lib/auth/actor";
import { passwordMatches } from "@/lib/auth/passwords";
import { requireSignInAttempt } from "@/lib/auth/sign-in-attempts";
import { readAsSystem } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { User } from "@/lib/generated/prisma/client";

/**
 * The signed-in person, once they have shown their password again. Wrong ones count like those of a sign-in. Throws
 * `forbidden` to a token, `validation_failed` for a wrong password, `action_not_possible` for who has none, and
 * `rate_limited`.
 */
export async function requirePassword(ctx: Context, password: string): Promise<User> {
  const { userId: id } = requireSession(ctx);
  const user = await readAsSystem((tx) => tx.user.findUniqueOrThrow({ where: { id } }));
  if (user.passwordHash === null) {
    throw new AppError("action_not_possible", "You sign in with your organization's provider: it keeps your password.");
  }
  const attempt = await requireSignInAttempt(user.email, ctx.address);
  if (!(await passwordMatches(password, user.passwordHash))) {
    const message = "This is not your current password.";
    throw new AppError("validation_failed", message, { errors: [{ path: "current_password", message }] });
  }
  await attempt.succeeded();
  return user;
}
