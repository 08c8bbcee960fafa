import { readSessionCookie, type SessionClaim } from "@/lib/identity/session-cookie";
import { sessionLives } from "./session-store";

/** Returns undefined for a missing or forged cookie, and for a session that ended or expired. */
export async function findSession(cookies: Parameters<typeof readSessionCookie>[0]): Promise<SessionClaim | undefined> {
  const claim = await readSessionCookie(cookies);
  return claim && (await sessionLives(claim)) ? claim : undefined;
}
