import { randomUUID } from "node:crypto";
import type { TenantPool } from "./tenant-pool";

export class RowLevelSecurityError extends Error {
  override readonly name = "RowLevelSecurityError";

  constructor(problems: string[]) {
    super(
      `Organizations are not kept apart in the database (npm run db:migrate sets it right): ${problems.join("; ")}`,
    );
  }
}

/** Compares by name because a server loads this module more than once. */
export const isRowLevelSecurityError = (error: unknown) =>
  error instanceof Error && error.name === "RowLevelSecurityError";

type Table = {
  name: string;
  column: string | null;
  forced: boolean;
  readable: string[];
  writable: boolean;
};

/**
 * Checks every table as the request role, for an organization that does not exist. Throws `RowLevelSecurityError` when
 * a table shows its rows, allows writes to rows that belong to no organization, or lacks a forced policy.
 */
export async function assertRowLevelSecurity(pool: TenantPool): Promise<void> {
  const ask = async <Row>(text: string): Promise<Row[]> => {
    const stranger = { organizationId: randomUUID() };
    return (await pool.autocommit(stranger, "reads", { text })).rows;
  };
  const roles = await ask<{ mighty: boolean; engine: boolean | null }>(rolesOfRequests);
  const tables = await ask<Table>(everyTable);
  const reads = tables
    .filter(({ readable }) => readable.length > 0)
    .map(({ name, column }) => {
      const rows = column ? `${name} WHERE ${column} IS NOT NULL` : name;
      return `SELECT '${name}' AS name WHERE EXISTS (SELECT FROM ${rows})`;
    });
  const open = await ask<{ name: string }>(reads.join(" UNION ALL "));
  const problems = [
    ...roles.filter(({ mighty }) => mighty).map(() => "no policy binds the role"),
    ...roles.filter(({ engine }) => engine).map(() => "the schema dbos is open to organizations"),
    ...tables.filter(({ forced }) => !forced).map(({ name }) => `${name} has no forced policy`),
    ...tables.filter(isOpen).map(({ name }) => `${name} is open to organizations`),
    ...open.map(({ name }) => `${name} shows a stranger's rows`),
  ];
  if (problems.length > 0) throw new RowLevelSecurityError(problems);
}

/** The columns of a user that an organization may read. It may read no other table without an organization. */
const readableOfUser = ["id", "email", "name"];

function isOpen({ name, column, readable, writable }: Table): boolean {
  if (column !== null) return false;
  return writable || readable.some((one) => name !== '"user"' || !readableOfUser.includes(one));
}

const rolesOfRequests = `
  SELECT rolsuper OR rolbypassrls AS mighty, has_schema_privilege(to_regnamespace('dbos')::oid, 'USAGE') AS engine
  FROM pg_roles WHERE rolname = current_user`;

// Prisma's own table has no policy because its owner reads it without a role; no other role has any privilege on it.
const everyTable = `
  SELECT quote_ident(relname) AS name,
         (SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = pg_class.oid AND NOT attisdropped
            AND (attname = 'organization_id' OR (relname = 'organization' AND attname = 'id'))) AS column,
         relname = '_prisma_migrations' OR (relrowsecurity AND relforcerowsecurity) AS forced,
         ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
                 AND has_column_privilege(attrelid, attnum, 'SELECT')) AS readable,
         has_any_column_privilege(oid, 'INSERT, UPDATE') OR has_table_privilege(oid, 'DELETE, TRUNCATE') AS writable
  FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relnamespace = current_schema()::regnamespace`;
