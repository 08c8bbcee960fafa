import type { User } from "@/lib/generated/prisma/client";
import { passwordMatches } from "@/lib/identity/credentials/passwords";
import {
  type CountedAttempt,
  countCode,
  countFromAddress,
  countOnAccount,
} from "@/lib/identity/credentials/sign-in-attempts";
import { takeSecondFactor } from "@/lib/identity/credentials/take-code";
import type { SignInBody } from "@/lib/identity/schemas";
import { system } from "@/lib/platform/db/system";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { addressPrefix } from "@/lib/platform/network/client-address";
import type { KnownDevice } from "./device-cookie";
import { recordRecoveryCodeUse, recordSignInFailure, type SignInSource } from "./sign-in-events";

export type PasswordSignIn = SignInBody & {
  source: SignInSource;
  /** From the browser's device cookie. */
  device?: KnownDevice | undefined;
};

/** The user and the hash that their password matched. */
export type SignedIn = { userId: string; passwordHash: string };

/** The error code that next-auth passes to the sign-in page. */
export type SignInProblem =
  | "CredentialsSignin"
  | "SecondFactorRequired"
  | "SecondFactorWrong"
  | "TooManyAttempts"
  | "Busy"
  | "Unexpected";

/**
 * Returns the user's id or why sign-in fails. An unknown address and a wrong password get the same answer in the same
 * time. Only a caller who knows the password learns that a second factor is required.
 */
export async function checkPassword(attempt: PasswordSignIn): Promise<SignedIn | { problem: SignInProblem }> {
  try {
    return await check(attempt);
  } catch (error) {
    const code = error instanceof AppError ? error.code : undefined;
    if (code === "rate_limited") return { problem: "TooManyAttempts" };
    if (code === "temporarily_unavailable") return { problem: "Busy" };
    log().error({ error, request_id: attempt.source.requestId }, "password not checked");
    return { problem: "Unexpected" };
  }
}

async function check({ email, password, code, source, device }: PasswordSignIn) {
  (await countFromAddress(source.address)).refuse();
  const account = email.trim().toLowerCase();
  const user = await findUserByEmail(account);
  const deviceId = user && device?.userId === user.id ? device.id : undefined;
  const attempt = await countOnAccount(account, source.address, deviceId);
  await refuseLockedOut(attempt, user, source);
  const matches = await passwordMatches(password, user?.passwordHash, addressPrefix(source.address));
  if (!user?.passwordHash || !matches) {
    await recordSignInFailure(source, user?.id, "wrong_password");
    return { problem: "CredentialsSignin" as const };
  }
  if (user.totpConfirmedAt) {
    // Keep counting until the code is right too; otherwise the password alone allows unlimited guesses.
    if (!code) return { problem: "SecondFactorRequired" as const };
    const codes = await countCode(user.id, deviceId);
    await refuseLockedOut(codes, user, source);
    const taken = await takeSecondFactor(user.id, code);
    if (!taken) {
      await recordSignInFailure(source, user.id, "wrong_code");
      return { problem: "SecondFactorWrong" as const };
    }
    if (taken === "recovery_code") await recordRecoveryCodeUse(source, user.id);
    await codes.forget();
  }
  await attempt.forget();
  return { userId: user.id, passwordHash: user.passwordHash };
}

async function refuseLockedOut(attempt: CountedAttempt, user: User | null, source: SignInSource): Promise<void> {
  if (attempt.exceeded) await recordSignInFailure(source, user?.id, "locked_out");
  attempt.refuse();
}

export function findUserByEmail(email: string) {
  return system().read((tx) => tx.user.findUnique({ where: { email: email.trim().toLowerCase() } }));
}
