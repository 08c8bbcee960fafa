import pg from "pg";
import { env } from "@/lib/platform/env";

/**
 * Runs statements as the login role, for what the product's roles cannot do, such as triggers, ANALYZE and kills.
 * Returns the rows of the last statement.
 */
export async function asOwner<Row extends object>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  const results = [await client.query<Row>(sql).finally(() => client.end())].flat();
  return results.at(-1)?.rows ?? [];
}
