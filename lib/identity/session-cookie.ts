import { NextRequest } from "next/server";
import { decode, encode } from "next-auth/jwt";
import { env } from "@/lib/platform/env";

export type CookieReader = { get(name: string): { value: string } | undefined };

/** Parses cookies the way Next.js does. */
export const cookiesOf = (headers: Headers): CookieReader =>
  new NextRequest("http://localhost", { headers: { Cookie: headers.get("cookie") ?? "" } }).cookies;

/** The cookie's encrypted content. The database knows whether the session is still alive. */
export type SessionClaim = { sessionId: string; userId: string };

export const isSecure = () => env().APP_URL.startsWith("https://");

/** `__Host-`: over HTTPS, no other host or path can set it. */
export const sessionCookieName = () => (isSecure() ? "__Host-trunkline-session" : "trunkline-session");

/** Where next-auth stores the page to return to. */
export const callbackUrlCookieName = () => `${isSecure() ? "__Secure-" : ""}next-auth.callback-url`;

/** Returns undefined for a missing, forged, or expired cookie. */
export async function readSessionCookie(cookies: CookieReader): Promise<SessionClaim | undefined> {
  const cookie = cookies.get(sessionCookieName());
  if (!cookie) return undefined;
  const token = await decode({ token: cookie.value, secret: env().AUTH_SECRET }).catch(() => null);
  return token?.sub && typeof token.sid === "string" ? { sessionId: token.sid, userId: token.sub } : undefined;
}

export function sessionCookieValue({ sessionId, userId }: SessionClaim): Promise<string> {
  return encode({ token: { sub: userId, sid: sessionId }, secret: env().AUTH_SECRET });
}
