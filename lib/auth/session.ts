import { decode } from "next-auth/jwt";
import { env } from "@/lib/env";

type CookieReader = { get(name: string): { value: string } | undefined };

export const isSecure = () => env().APP_URL.startsWith("https://");

/** `__Host-`: over HTTPS no other host and no path can set it. */
export const sessionCookieName = () => (isSecure() ? "__Host-trunkline-session" : "trunkline-session");

/** The signed-in user's id; undefined for no session, a forged one or one past its time. */
export async function findSessionUserId(cookies: CookieReader): Promise<string | undefined> {
  const cookie = cookies.get(sessionCookieName());
  if (!cookie) return undefined;
  const token = await decode({ token: cookie.value, secret: env().AUTH_SECRET }).catch(() => null);
  return token?.sub;
}
