import { randomUUID } from "node:crypto";
import { decode, encode } from "next-auth/jwt";
import { type CookieReader, isSecure } from "@/lib/identity/session-cookie";
import { env } from "@/lib/platform/env";

/** A browser in which this user has signed in before (OWASP "device cookies"). It does not sign anyone in. */
export type KnownDevice = { id: string; userId: string };

const MAX_AGE_SECONDS = 180 * 24 * 3_600;
/** Differs from the session cookie's key, so neither can replace the other. */
const salt = "device";

const deviceCookieName = () => (isSecure() ? "__Host-trunkline-device" : "trunkline-device");

/** Returns undefined for a missing, forged, or expired cookie. */
export async function readDeviceCookie(cookies: CookieReader): Promise<KnownDevice | undefined> {
  const cookie = cookies.get(deviceCookieName());
  if (!cookie) return undefined;
  const token = await decode({ token: cookie.value, secret: env().AUTH_SECRET, salt }).catch(() => null);
  return token?.sub && typeof token.device === "string" ? { id: token.device, userId: token.sub } : undefined;
}

/** Set at each sign-in. Names the user and a new device id. */
export async function newDeviceCookie(userId: string) {
  const token = { sub: userId, device: randomUUID() };
  const value = await encode({ token, secret: env().AUTH_SECRET, salt, maxAge: MAX_AGE_SECONDS });
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure(), maxAge: MAX_AGE_SECONDS } as const;
  return { name: deviceCookieName(), value, ...options };
}
