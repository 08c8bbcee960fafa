import pg from "pg";
import { env } from "@/lib/platform/env";

/**
 * Statements as whoever logs in: for what the product's own roles may not do, such as triggers, ANALYZE and kills.
 * Answers the rows of the last.
 */
export async function asOwner<Row extends object>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  const results = [await client.query<Row>(sql).finally(() => client.end())].flat();
  return results.at(-1)?.rows ?? [];
}
