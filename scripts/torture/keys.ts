import { databasePool } from "@/lib/db";

/**
 * Lets the time pass that the key of a dead request stays locked: only for runs that have no such time. Its requests
 * must have ended.
 */
export async function freeKey(key: string): Promise<void> {
  await databasePool()
    .query("UPDATE idempotency_key SET locked_until = now() WHERE key = $1 AND status IS NULL", [key])
    .catch(() => {}); // the database is down: next time
}
