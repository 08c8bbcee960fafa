import pg from "pg";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";

const IDLE_IN_TRANSACTION_MS = 30_000;

export function openPool(options: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    connectionString: env().DATABASE_URL,
    connectionTimeoutMillis: 10_000,
    // Without keepalive, an idle connection never notices that its peer is gone.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...options,
  });
  // Without these listeners, a database restart would crash the process.
  pool.on("error", (error) => log().warn({ error }, "idle database connection lost"));
  pool.on("connect", (client) => client.on("error", (error) => log().warn({ error }, "database connection lost")));
  return pool;
}

/** For libraries that issue their own statements. @param statementMs also limits the wait for a connection */
export function openSystemPool(max: number, statementMs: number): pg.Pool {
  return openPool({
    max,
    // pg closes a connection on a late response only when pipelining is on.
    pipeline: true,
    query_timeout: statementMs,
    connectionTimeoutMillis: statementMs,
    onConnect: async (client) =>
      void (await client.query(
        `SET ROLE trunkline_system; SET statement_timeout = ${statementMs}; SET idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}`,
      )),
  });
}
