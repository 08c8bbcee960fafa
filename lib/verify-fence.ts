import { randomUUID } from "node:crypto";
import type { FencedPool } from "@/lib/fenced-pool";

/** The database shows one organization's rows to another. Nothing may be served from it. */
export class FenceBroken extends Error {
  override readonly name = "FenceBroken";

  constructor(problems: string[]) {
    super(
      `Organizations are not kept apart in the database (npm run db:migrate sets it right): ${problems.join("; ")}`,
    );
  }
}

/** By name: a server holds this module more than once. */
export const isFenceBroken = (error: unknown) => error instanceof Error && error.name === "FenceBroken";

/** The door as requests use it, for an organization that is not there. Throws `FenceBroken` for a table that opens. */
export async function verifyFence(pool: FencedPool): Promise<void> {
  const ask = async <Row>(text: string): Promise<Row[]> => {
    const stranger = { organizationId: randomUUID() };
    return (await pool.alone(stranger, "reads", { text })).rows;
  };
  const roles = await ask<{ mighty: boolean }>(
    "SELECT rolsuper OR rolbypassrls AS mighty FROM pg_roles WHERE rolname = current_user",
  );
  const tables = await ask<{ name: string; column: string; forced: boolean }>(tablesOfOrganizations);
  const reads = tables.map(
    ({ name, column }) => `SELECT '${name}' AS name WHERE EXISTS (SELECT FROM ${name} WHERE ${column} IS NOT NULL)`,
  );
  const open = await ask<{ name: string }>(reads.join(" UNION ALL "));
  const problems = [
    ...roles.filter(({ mighty }) => mighty).map(() => "no policy binds the role"),
    ...tables.filter(({ forced }) => !forced).map(({ name }) => `${name} has no forced policy`),
    ...open.map(({ name }) => `${name} shows a stranger's rows`),
  ];
  if (problems.length > 0) throw new FenceBroken(problems);
}

const tablesOfOrganizations = `
  SELECT quote_ident(relname) AS name, quote_ident(attname) AS column, relrowsecurity AND relforcerowsecurity AS forced
  FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND NOT attisdropped
  WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
    AND (attname = 'organization_id' OR (relname = 'organization' AND attname = 'id'))`;
