import type { User } from "@/lib/generated/prisma/client";
import { type Context, requireSession } from "@/lib/identity/actor";
import { system } from "@/lib/platform/db/system";
import { AppError } from "@/lib/platform/errors";
import { addressPrefix } from "@/lib/platform/network/client-address";
import { passwordMatches } from "./passwords";
import type { CurrentPasswordBody, PasswordAndCodeBody } from "./schemas";
import { type CountedAttempt, countPasswordCheck } from "./sign-in-attempts";
import { takeSecondFactor } from "./take-code";

/**
 * Wrong passwords count against this session alone. Throws `forbidden` to a token, `validation_failed` for a wrong
 * password, `action_not_possible` for a user without a password, and `rate_limited`.
 */
export async function requirePassword(ctx: Context, body: CurrentPasswordBody): Promise<User> {
  const { user, attempt } = await checkPasswordAgain(ctx, body);
  await attempt.forget();
  return user;
}

/**
 * Also asks for a code of the app or a recovery code, for changes that weaken the second factor. Throws what
 * `requirePassword` throws, `validation_failed` for a wrong code, and `action_not_possible` without a second factor.
 */
export async function requirePasswordAndCode(ctx: Context, body: PasswordAndCodeBody): Promise<User> {
  const { user, attempt } = await checkPasswordAgain(ctx, body);
  if (!user.totpConfirmedAt) throw new AppError("action_not_possible", "Two-factor authentication is off.");
  if (!(await takeSecondFactor(user.id, body.code))) {
    throw wrongField(
      "code",
      "That code is incorrect or expired. Enter the current code from your app, or an unused recovery code.",
    );
  }
  await attempt.forget();
  return user;
}

/** The caller resets the count, so that a right password does not allow unlimited guesses of the code. */
async function checkPasswordAgain(
  ctx: Context,
  { current_password: password }: CurrentPasswordBody,
): Promise<{ user: User; attempt: CountedAttempt }> {
  const { userId: id, sessionId } = requireSession(ctx);
  const user = await system().read((tx) => tx.user.findUniqueOrThrow({ where: { id } }));
  if (user.passwordHash === null) {
    throw new AppError("action_not_possible", "Your password is managed by your organization's identity provider.");
  }
  const attempt = await countPasswordCheck(id, sessionId);
  attempt.refuse();
  if (!(await passwordMatches(password, user.passwordHash, addressPrefix(ctx.address)))) {
    throw wrongField("current_password", "Incorrect password.");
  }
  return { user, attempt };
}

const wrongField = (path: string, message: string) =>
  new AppError("validation_failed", message, { errors: [{ path, message }] });
