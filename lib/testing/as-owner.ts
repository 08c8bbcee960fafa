import pg from "pg";
import { env } from "@/lib/env";

/** One statement as whoever logs in: for what the product's own roles may not do, such as triggers, ANALYZE and kills. */
export async function asOwner<Row extends object>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  const { rows } = await client.query<Row>(sql).finally(() => client.end());
  return rows;
}
