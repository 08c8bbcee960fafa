import pg from "pg";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";

/** The connection that held the lock is gone, so another process may be the leader. */
export class LeadershipLost extends Error {
  override readonly name = "LeadershipLost";
}

/** Throws `LeadershipLost`. Call before every action. */
export type RequireLead = () => void;

/**
 * The lock belongs to a dedicated connection, so a killed process releases it at once and a frozen one keeps it.
 * Returns undefined when another process leads and `wait` is false.
 */
export async function asLeader<T>(wait: boolean, work: (requireLead: RequireLead) => Promise<T>) {
  const connection = new pg.Client({ connectionString: env().DATABASE_URL, keepAlive: true });
  let lost = false;
  connection.on("error", (error) => {
    lost = true;
    log().warn({ error }, "the reconciler lost its lock");
  });
  await connection.connect();
  try {
    if (!(await takeLock(connection, wait))) return undefined;
    return await work(() => {
      if (lost) throw new LeadershipLost();
    });
  } finally {
    await connection.end().catch(() => {});
  }
}

async function takeLock(connection: pg.Client, wait: boolean): Promise<boolean> {
  if (wait) {
    await connection.query("SELECT pg_advisory_lock(hashtext('trunkline:reconcile'))");
    return true;
  }
  const { rows } = await connection.query("SELECT pg_try_advisory_lock(hashtext('trunkline:reconcile')) AS held");
  return rows[0]?.held === true;
}
