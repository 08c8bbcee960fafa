import pg from "pg";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";

const IDLE_IN_TRANSACTION_MS = 30_000;

/** Connections to the database, whose loss is logged and ends nothing. */
export function openPool(options: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    connectionString: env().DATABASE_URL,
    connectionTimeoutMillis: 10_000,
    // Of a peer that is gone without a word, an idle connection would learn nothing.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...options,
  });
  // Without listeners, idle and on each connection at work, a restart of the database would end this process.
  pool.on("error", (error) => log().warn({ error }, "idle database connection lost"));
  pool.on("connect", (client) => client.on("error", (error) => log().warn({ error }, "database connection lost")));
  return pool;
}

/**
 * Connections in the role that sees every row, for libraries that bring their own statements.
 * @param statementMs the longest that one of them may take, and that a connection is waited for
 */
export function openSystemPool(max: number, statementMs: number): pg.Pool {
  return openPool({
    max,
    // pg ends a connection whose answer is late only where statements are sent at once.
    pipeline: true,
    query_timeout: statementMs,
    connectionTimeoutMillis: statementMs,
    onConnect: async (client) =>
      void (await client.query(
        `SET ROLE trunkline_system; SET statement_timeout = ${statementMs}; SET idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}`,
      )),
  });
}
