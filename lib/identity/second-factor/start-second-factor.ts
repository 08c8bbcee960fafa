import type { Context } from "@/lib/identity/actor";
import { requirePassword } from "@/lib/identity/credentials/require-password";
import type { CurrentPasswordBody } from "@/lib/identity/credentials/schemas";
import { encryptTotpSecret, newTotpSecret, totpUri } from "@/lib/identity/credentials/totp";
import { system } from "@/lib/platform/db/system";
import { AppError } from "@/lib/platform/errors";
import type { NewSecondFactor } from "./schemas";

/**
 * Takes effect once a code confirms it. Throws what `requirePassword` throws, and `action_not_possible` when there
 * already is a second factor.
 */
export async function startSecondFactor(ctx: Context, body: CurrentPasswordBody): Promise<NewSecondFactor> {
  const user = await requirePassword(ctx, body);
  const secret = newTotpSecret();
  const data = { totpSecret: encryptTotpSecret(user.id, secret), totpLastStep: null };
  const { count } = await system(ctx).transaction((tx) =>
    tx.user.updateMany({ where: { id: user.id, totpConfirmedAt: null }, data }),
  );
  if (count === 0)
    throw new AppError("action_not_possible", "Two-factor authentication is already on. Turn it off first.");
  return { secret, uri: totpUri(secret, user.email) };
}
