import { NextRequest } from "next/server";
import { decode, encode } from "next-auth/jwt";
import { env } from "@/lib/platform/env";

export type CookieReader = { get(name: string): { value: string } | undefined };

/** Reads the cookies of any request as Next.js reads them. */
export const cookiesOf = (headers: Headers): CookieReader =>
  new NextRequest("http://localhost", { headers: { Cookie: headers.get("cookie") ?? "" } }).cookies;

/** What the cookie holds, encrypted: which session of whom. Whether it still lives is in the database. */
export type SessionClaim = { sessionId: string; userId: string };

export const isSecure = () => env().APP_URL.startsWith("https://");

/** `__Host-`: over HTTPS no other host and no path can set it. */
export const sessionCookieName = () => (isSecure() ? "__Host-trunkline-session" : "trunkline-session");

/** Where next-auth keeps the page to return to. */
export const callbackUrlCookieName = () => `${isSecure() ? "__Secure-" : ""}next-auth.callback-url`;

/** Undefined for no cookie, a forged one or one past its time. */
export async function readSessionCookie(cookies: CookieReader): Promise<SessionClaim | undefined> {
  const cookie = cookies.get(sessionCookieName());
  if (!cookie) return undefined;
  const token = await decode({ token: cookie.value, secret: env().AUTH_SECRET }).catch(() => null);
  return token?.sub && typeof token.sid === "string" ? { sessionId: token.sid, userId: token.sub } : undefined;
}

/** The cookie's value, as next-auth writes it at sign-in. */
export function sessionCookieValue({ sessionId, userId }: SessionClaim): Promise<string> {
  return encode({ token: { sub: userId, sid: sessionId }, secret: env().AUTH_SECRET });
}
