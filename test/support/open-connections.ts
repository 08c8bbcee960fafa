import type pg from "pg";
import { processSingleton } from "@/lib/platform/process-singleton";

type Open = { database?: { connections: pg.Pool } };

/** The pool that this process uses for requests and jobs. */
export function openConnections(): pg.Pool {
  const { database } = processSingleton<Open>("pools", () => ({}));
  if (!database) throw new Error("The database is not open.");
  return database.connections;
}
