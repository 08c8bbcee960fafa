import { randomUUID } from "node:crypto";
import { Prisma, type UserSession } from "@/lib/generated/prisma/client";
import type { SessionClaim } from "@/lib/identity/session-cookie";
import { columnsOf, type Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { env } from "@/lib/platform/env";
import { runPeriodically } from "@/lib/platform/jobs/run-periodically";

const columns = columnsOf(Prisma.UserSessionScalarFieldEnum);

const MINUTE_MS = 60_000;
const idleMs = () => env().SESSION_IDLE_MINUTES * MINUTE_MS;

export type NewSession = {
  userId: string;
  method: "password" | "oidc";
  address: string | null;
  userAgent: string | null;
  /** The browser's previous session; a sign-in always starts a new one. */
  replaces?: SessionClaim | undefined;
  /** The hash that the password matched; the session starts only if the user still has it. */
  passwordHash?: string | undefined;
};

/** The session ends after SESSION_MAX_HOURS. Throws when the password changed meanwhile. */
export function beginSession(session: NewSession): Promise<string> {
  const { userId, method, address, userAgent, replaces, passwordHash = null } = session;
  const id = randomUUID();
  const maxMs = env().SESSION_MAX_HOURS * 60 * MINUTE_MS;
  return system().transaction(async (tx) => {
    if (replaces) await tx.userSession.deleteMany({ where: { id: replaces.sessionId, userId: replaces.userId } });
    const begun = await tx.$executeRaw`
      INSERT INTO user_session (id, user_id, method, address, user_agent, expires_at)
      SELECT ${id}::uuid, id, ${method}, ${address}, ${userAgent?.slice(0, 400) ?? null},
             now() + ${maxMs}::int8 * interval '1 millisecond'
      FROM "user" WHERE id = ${userId}::uuid AND (${passwordHash}::text IS NULL OR password_hash = ${passwordHash})
      FOR SHARE`;
    if (begun === 0) throw new Error("The password was changed during the sign-in.");
    return id;
  });
}

/** Checks SESSION_MAX_HOURS and SESSION_IDLE_MINUTES by the database clock. Stores the session's use to the minute. */
export async function sessionLives({ sessionId, userId }: SessionClaim): Promise<boolean> {
  const {
    rows: [found],
  } = await system().sql<{ stale: boolean }>(
    Prisma.sql`
      SELECT seen_at < now() - interval '1 minute' AS stale FROM user_session
    WHERE id = ${sessionId}::uuid AND user_id = ${userId}::uuid AND expires_at > now()
      AND seen_at > now() - ${idleMs()}::int8 * interval '1 millisecond'`,
    { name: "session_lives" },
  );
  if (found?.stale) {
    await system().sql(Prisma.sql`UPDATE user_session SET seen_at = now() WHERE id = ${sessionId}::uuid`, {
      writes: true,
    });
  }
  return found !== undefined;
}

/** Most recently used first. */
export async function liveSessions(userId: string): Promise<UserSession[]> {
  const { rows } = await system().sql<UserSession>(Prisma.sql`
    SELECT ${columns} FROM user_session
    WHERE user_id = ${userId}::uuid AND expires_at > now()
      AND seen_at > now() - ${idleMs()}::int8 * interval '1 millisecond'
    ORDER BY seen_at DESC, id DESC`);
  return rows;
}

/** Invalidates the cookie, including any copies of it. */
export async function endSession({ sessionId, userId }: SessionClaim): Promise<boolean> {
  const { count } = await system().sql(
    Prisma.sql`DELETE FROM user_session WHERE id = ${sessionId}::uuid AND user_id = ${userId}::uuid`,
    { writes: true },
  );
  return count > 0;
}

/** @param except the session to keep */
export async function endSessionsOf(tx: Tx, userId: string, except?: string): Promise<number> {
  const { count } = await tx.userSession.deleteMany({ where: { userId, ...(except && { id: { not: except } }) } });
  return count;
}

export function startPurgeOfSessions(): void {
  runPeriodically("purging sessions", 60 * MINUTE_MS, purgeSessions);
}

async function purgeSessions(): Promise<void> {
  await system().sql(
    Prisma.sql`
    DELETE FROM user_session
    WHERE expires_at < now() OR seen_at < now() - ${idleMs()}::int8 * interval '1 millisecond'`,
    { writes: true },
  );
}
