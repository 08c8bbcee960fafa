import { readSessionCookie, type SessionClaim } from "@/lib/identity/session-cookie";
import { sessionLives } from "./session-store";

/** The session that these cookies name; undefined for none, a forged one, or one that was ended or is past its time. */
export async function findSession(cookies: Parameters<typeof readSessionCookie>[0]): Promise<SessionClaim | undefined> {
  const claim = await readSessionCookie(cookies);
  return claim && (await sessionLives(claim)) ? claim : undefined;
}
