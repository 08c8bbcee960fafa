import { readAsSystem } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { takeSecondFactor } from "@/lib/second-factor/take-code";
import { passwordMatches } from "./passwords";
import { requireSignInAttempt } from "./sign-in-attempts";

export type PasswordSignIn = { email: string; password: string; code: string | undefined; address: string | null };

/** What next-auth hands to the sign-in page in the place of a session. */
export type SignInProblem =
  | "CredentialsSignin"
  | "SecondFactorRequired"
  | "SecondFactorWrong"
  | "TooManyAttempts"
  | "Busy";

/**
 * The id of who this is, or why they do not get in. The same answer and the same time for an unknown address as for a
 * wrong password; that a second factor is wanted is only said to who knows the password.
 */
export async function checkPassword(attempt: PasswordSignIn): Promise<{ userId: string } | { problem: SignInProblem }> {
  try {
    return await check(attempt);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "rate_limited") return { problem: "TooManyAttempts" };
    if (error.code === "temporarily_unavailable") return { problem: "Busy" };
    throw error;
  }
}

async function check({ email, password, code, address }: PasswordSignIn) {
  const counted = await requireSignInAttempt(email, address);
  const user = await findUserByEmail(email);
  const matches = await passwordMatches(password, user?.passwordHash);
  if (!user || !matches) return { problem: "CredentialsSignin" as const };
  if (user.totpConfirmedAt) {
    // The count goes on until the code is right too: else the password alone would buy endless guesses of it.
    if (!code) return { problem: "SecondFactorRequired" as const };
    if (!(await takeSecondFactor(user.id, code))) return { problem: "SecondFactorWrong" as const };
  }
  await counted.succeeded();
  return { userId: user.id };
}

export function findUserByEmail(email: string) {
  return readAsSystem((tx) => tx.user.findUnique({ where: { email: email.trim().toLowerCase() } }));
}
