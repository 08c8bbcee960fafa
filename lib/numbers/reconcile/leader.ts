import pg from "pg";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";

/** The connection that held the lock is gone: another process may lead by now. */
export class LeadershipLost extends Error {
  override readonly name = "LeadershipLost";
}

/** Throws `LeadershipLost`. Asked before every act. */
export type RequireLead = () => void;

/**
 * Runs `work` while no other process does. The lock lives and dies with a connection of its own, so a process that is
 * killed gives it back at once and one that is frozen keeps it. Undefined when another leads and `wait` is false.
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
