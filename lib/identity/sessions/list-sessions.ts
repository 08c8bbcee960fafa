import { type Context, requireSession } from "@/lib/identity/actor";
import { type SessionList, SessionRecord } from "./schemas";
import { liveSessions } from "./session-store";

/** Most recently used first. Throws `forbidden` to a token. */
export async function listSessions(ctx: Context): Promise<SessionList> {
  const { userId: id, sessionId } = requireSession(ctx);
  const sessions = await liveSessions(id);
  return {
    data: sessions.map((session) => ({
      id: session.id,
      current: session.id === sessionId,
      method: SessionRecord.shape.method.parse(session.method),
      address: session.address,
      user_agent: session.userAgent,
      created_at: session.createdAt.toISOString(),
      seen_at: session.seenAt.toISOString(),
      expires_at: session.expiresAt.toISOString(),
    })),
  };
}
