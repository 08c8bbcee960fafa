import { decode, encode } from "next-auth/jwt";
import { env } from "@/lib/platform/env";

const VALID_SECONDS = 24 * 3_600;
/** A key of its own: no cookie can stand in for a link. */
const salt = "verify-email";

/** A link for a day that shows, together with a session of the user, that they receive mail at the address. */
export async function verificationLink({ id, email }: { id: string; email: string }): Promise<string> {
  const token = await encode({ token: { sub: id, email }, secret: env().AUTH_SECRET, salt, maxAge: VALID_SECONDS });
  return new URL(`/account/verify-email/${token}`, env().APP_URL).href;
}

/** Whether this is an unexpired link that was made for this user at this address. */
export async function isVerificationOf(token: string, { id, email }: { id: string; email: string }): Promise<boolean> {
  const claims = await decode({ token, secret: env().AUTH_SECRET, salt }).catch(() => null);
  return claims?.sub === id && claims.email === email;
}
