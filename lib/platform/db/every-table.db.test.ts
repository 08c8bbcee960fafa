import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { beginSession } from "@/lib/identity/sessions/session-store";
import { env } from "@/lib/platform/env";
import { createPersonalAccessToken } from "@/prisma/factories";
import { asOwner } from "@/test/support/as-owner";
import { newOrganization } from "@/test/support/organization";
import { givenSecondFactor } from "@/test/support/second-factor";

type Decision = { forced: boolean; policies: string[]; organizations: string[]; system: string[] };

const all = ["DELETE", "INSERT", "SELECT", "UPDATE"];
const byOrganization: Decision = {
  forced: true,
  policies: ["every_row: trunkline_system", "own_rows: trunkline_app"],
  organizations: all,
  system: all,
};
const bySystem: Decision = {
  forced: true,
  policies: ["every_row: trunkline_system"],
  organizations: [],
  system: all,
};

/** Who may do what with each table. A new table needs a decision: `enable_tenant_isolation` or `restrict_to_system`, and a line here. */
const decisions: Record<string, Decision> = {
  organization: byOrganization,
  membership: byOrganization,
  invitation: byOrganization,
  api_key: byOrganization,
  trunk: byOrganization,
  phone_number: byOrganization,
  phone_number_import: byOrganization,
  phone_number_import_chunk: byOrganization,
  purchase: byOrganization,
  agent: byOrganization,
  agent_version: byOrganization,
  idempotency_key: byOrganization,
  finding: byOrganization,
  webhook_endpoint: byOrganization,
  webhook_event: byOrganization,
  webhook_delivery: byOrganization,
  audit_event: { ...byOrganization, organizations: ["INSERT", "SELECT"] },
  managed_account: { ...byOrganization, policies: [...byOrganization.policies, "shared_rows: trunkline_app"] },
  user: {
    ...bySystem,
    policies: [...bySystem.policies, "own_members: trunkline_app"],
    organizations: ["SELECT (email)", "SELECT (id)", "SELECT (name)"],
  },
  user_session: bySystem,
  recovery_code: bySystem,
  personal_access_token: bySystem,
  rate_limit: bySystem,
  number_lock: bySystem,
  offered_place: bySystem,
  executor: bySystem,
  sweep: bySystem,
  absence: bySystem,
  installation: bySystem,
  _prisma_migrations: { forced: false, policies: [], organizations: [], system: [] },
};

const privilegesOf = (role: string) => `
  ARRAY(SELECT privilege FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER',
                                           'MAINTAIN']) privilege
        WHERE has_table_privilege('${role}', pg_class.oid, privilege)
        UNION ALL
        SELECT privilege || ' (' || attname || ')'
        FROM pg_attribute, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) privilege
        WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
          AND has_column_privilege('${role}', attrelid, attnum, privilege)
          AND NOT has_table_privilege('${role}', attrelid, privilege)
        ORDER BY 1)`;

describe("every table of the schema", () => {
  it("has the policies and privileges that were decided, and none is undecided", async () => {
    const tables = await asOwner<Decision & { name: string }>(`
      SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS forced,
             ARRAY(SELECT polname || ': ' || (SELECT string_agg(rolname, ', ') FROM pg_roles WHERE oid = ANY(polroles))
                   FROM pg_policy WHERE polrelid = pg_class.oid ORDER BY 1) AS policies,
             ${privilegesOf("trunkline_app")} AS organizations, ${privilegesOf("trunkline_system")} AS system
      FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relnamespace = 'public'::regnamespace`);
    const found = Object.fromEntries(tables.map(({ name, ...decision }) => [name, decision]));
    expect(found).toEqual(decisions);
  });

  it("to come is closed to organizations", async () => {
    const [row] = await asOwner<{ privileges: string[] }>(`
      BEGIN; CREATE TABLE newcomer (id uuid); CREATE SEQUENCE counter;
      SELECT ${privilegesOf("trunkline_app")} || ARRAY(
               SELECT 'USAGE' WHERE has_sequence_privilege('trunkline_app', 'counter', 'USAGE, SELECT, UPDATE')) AS privileges
      FROM pg_class WHERE relname = 'newcomer'`);
    expect(row?.privileges).toEqual([]);
  });
});

describe("besides tables, an organization's scope", () => {
  it("has no right to a sequence", async () => {
    const open = `
      SELECT sequencename AS name FROM pg_sequences
      WHERE has_sequence_privilege('trunkline_app', format('%I.%I', schemaname, sequencename), 'USAGE, SELECT, UPDATE')`;
    expect(await asOwner(open)).toEqual([]);
  });

  it("calls no function of ours, and each finds its tables in one place", async () => {
    const functions = await asOwner<{ name: string; callable: boolean; settings: string[] | null }>(`
      SELECT proname AS name, has_function_privilege('trunkline_app', oid, 'EXECUTE') AS callable, proconfig AS settings
      FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1`);
    expect(functions.map(({ name }) => name)).toEqual([
      "enable_tenant_isolation",
      "hold_numbers",
      "refresh_phone_number_statistics",
      "refuse_change_of_history",
      "restrict_to_system",
    ]);
    for (const each of functions) {
      expect(each).toEqual({ name: each.name, callable: false, settings: ["search_path=public, pg_temp"] });
    }
  });

  it("enters no schema but its own, the engine's least of all", async () => {
    const schemas = await asOwner<{ name: string }>(`
      SELECT nspname AS name FROM pg_namespace
      WHERE has_schema_privilege('trunkline_app', oid, 'USAGE') AND nspname !~ '^pg_' AND nspname <> 'information_schema'`);
    expect(schemas).toEqual([{ name: "public" }]);
    expect(await asOwner("SELECT to_regnamespace('dbos') IS NOT NULL AS there")).toEqual([{ there: true }]);
  });
});

/** Statements in the role of requests, each undone: rows given or touched, or `denied`. */
async function attempts(organizationId: string, statements: string[]): Promise<(number | "denied")[]> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  const results: (number | "denied")[] = [];
  try {
    for (const statement of statements) {
      await client.query(`BEGIN; SET LOCAL ROLE trunkline_app; SET LOCAL app.organization_id = '${organizationId}'`);
      const result = await client.query(statement).catch((error: pg.DatabaseError) => error);
      if (result instanceof Error && result.code !== "42501") throw result;
      results.push(result instanceof Error ? "denied" : (result.rowCount ?? 0));
      await client.query("ROLLBACK");
    }
  } finally {
    await client.end();
  }
  return results;
}

async function everyColumn(): Promise<{ table: string; column: string; generated: boolean }[]> {
  return asOwner(`
    SELECT format('%I.%I', nspname, relname) AS table, quote_ident(attname) AS column, attgenerated <> '' AS generated
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
    WHERE relkind IN ('r', 'p', 'v', 'm') AND nspname IN ('public', 'dbos') ORDER BY relname, attnum`);
}

describe("in the scope of an organization that does not exist", () => {
  let organization: Awaited<ReturnType<typeof newOrganization>>;
  beforeAll(async () => {
    organization = await newOrganization();
    await givenSecondFactor(organization.admin.id);
    await createPersonalAccessToken(organization.admin.id);
    await beginSession({ userId: organization.admin.id, method: "password", address: null, userAgent: null });
  });

  // An account of the installation is for every organization to use.
  const shared = (table: string) => (table === "public.managed_account" ? " WHERE organization_id IS NOT NULL" : "");

  it("no column of any table is read", async () => {
    const columns = await everyColumn();
    expect(columns.length).toBeGreaterThan(250);
    const read = await attempts(
      randomUUID(),
      columns.map(({ table, column }) => `SELECT ${column} FROM ${table}${shared(table)}`),
    );
    const open = columns.filter((_, index) => read[index] !== 0 && read[index] !== "denied");
    expect(open).toEqual([]);
  });

  it("no column of any table is written, and no row deleted", async () => {
    const columns = await everyColumn();
    const writes = columns
      .filter(({ generated }) => !generated)
      .map(({ table, column }) => `UPDATE ${table} SET ${column} = ${column}`);
    const tables = [...new Set(columns.map(({ table }) => table))];
    const statements = [...writes, ...tables.flatMap((table) => [`DELETE FROM ${table}`, `TRUNCATE ${table}`])];
    const written = await attempts(randomUUID(), statements);
    expect(statements.filter((_, index) => written[index] !== 0 && written[index] !== "denied")).toEqual([]);
  });

  it("there was something to read: passwords, second factors, tokens, sessions and recovery codes", async () => {
    const secrets = ['"user" WHERE totp_secret IS NOT NULL', "personal_access_token", "user_session", "recovery_code"];
    for (const rows of secrets) {
      expect(await asOwner(`SELECT count(*) > 0 AS there FROM ${rows}`), rows).toEqual([{ there: true }]);
    }
  });

  it("nor by its members is more of people read than its own members' names and addresses", async () => {
    const { id } = organization;
    await newOrganization();
    const secrets = ["password_hash", "totp_secret", "totp_last_step", "created_at"];
    expect(await attempts(id, ['SELECT id, name, email FROM "user"'])).toEqual([2]);
    expect(
      await attempts(
        id,
        [...secrets, "*"].map((secret) => `SELECT ${secret} FROM "user"`),
      ),
    ).toEqual([...secrets, "*"].map(() => "denied"));
    expect(await attempts(id, ["UPDATE \"user\" SET name = 'Mallory'", 'DELETE FROM "user"'])).toEqual(
      Array(2).fill("denied"),
    );
  });
});
