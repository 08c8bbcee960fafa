import { decode, encode } from "next-auth/jwt";
import { env } from "@/lib/platform/env";

const VALID_SECONDS = 24 * 3_600;
/** A separate key, so no cookie can serve as a link. */
const salt = "verify-email";

/** Valid for one day. Together with a session, it proves that the user receives mail at the address. */
export async function verificationLink({ id, email }: { id: string; email: string }): Promise<string> {
  const token = await encode({ token: { sub: id, email }, secret: env().AUTH_SECRET, salt, maxAge: VALID_SECONDS });
  return new URL(`/account/verify-email/${token}`, env().APP_URL).href;
}

export async function isVerificationOf(token: string, { id, email }: { id: string; email: string }): Promise<boolean> {
  const claims = await decode({ token, secret: env().AUTH_SECRET, salt }).catch(() => null);
  return claims?.sub === id && claims.email === email;
}
