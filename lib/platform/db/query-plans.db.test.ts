import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { encodeCursor } from "@/lib/platform/pagination";
import { newTenant, ownersHeaders, type Tenant } from "@/test/security/callers";
import { describedAs } from "@/test/security/fuzz/described";
import { addressOf, allOperations, type Operation } from "@/test/security/operations";
import { validRequestOf } from "@/test/security/valid-requests/valid-requests";
import { asOwner } from "@/test/support/as-owner";
import { freshNumber } from "@/test/support/fresh-number";
import { fillOrganizations } from "@/test/support/many-organizations";
import { type Explained, explainStatements, type PlanNode } from "@/test/support/query-plans";

const ORGANIZATIONS = 600;
/** A table with more rows grows with the installation, not with an organization. */
const MANY = 1_000;

let own: Tenant;
let growing: Set<string>;
/** The most rows that the organization has in one table. */
let maxOfOwn: number;
let firstColumns: Map<string, string>;
beforeAll(async () => {
  own = await newTenant();
  await fillOrganizations({ organizations: ORGANIZATIONS, ownId: own.id, adminId: own.admin.id });
  growing = await growingTables();
  maxOfOwn = await countNumbers();
  firstColumns = await firstColumnsOfIndexes();
}, 120_000);

/** Tables that stay small however many organizations there are. */
const small = ["managed_account", "sweep", "executor", "rate_limit", "absence"];

const filters: Record<string, (own: { agentId: string; versionId: string; trunkId: string }) => string[]> = {
  limit: () => ["1", "100"],
  cursor: () => [encodeCursor({ createdAt: new Date(Date.now() - 30 * 86_400_000), id: randomUUID() })],
  created_after: () => ["2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z"],
  created_before: () => ["2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z"],
  updated_after: () => ["2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z"],
  updated_before: () => ["2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z"],
  phone_number: () => ["+13000000001", freshNumber()],
  agent_number: () => ["+13000000001", freshNumber()],
  trunk_id: ({ trunkId }) => [trunkId, randomUUID()],
  agent_id: ({ agentId }) => [agentId, randomUUID()],
  agent_version_id: ({ versionId }) => [versionId, randomUUID()],
  unassigned: () => ["true", "false"],
  name: () => ["a", "nobody has this"],
  active: () => ["true", "false"],
  is_demo: () => ["true", "false"],
  metadata: () => ['{"team":"sales"}', '{"nobody":"has this"}'],
  version: () => ["1", "999"],
  published: () => ["true", "false"],
  config: () => ["a", "nobody has this"],
  action: () => ["phone_number.purchased", "phone_number.released"],
  actor_id: () => [own.admin.id, randomUUID()],
  user_id: () => [own.admin.id, randomUUID()],
  created_by: () => [own.admin.id, randomUUID()],
  target_id: () => [own.id, randomUUID()],
};

/** Without a filter, and with each value of each. A filter that nobody has given values is a fault of this test. */
async function queriesOf(operation: Operation, base: Record<string, string>): Promise<Record<string, string>[]> {
  const [ids] = await asOwner<{ agentId: string; versionId: string; trunkId: string }>(`
    SELECT agent.id AS "agentId", version.id AS "versionId", trunk.id AS "trunkId"
    FROM agent JOIN agent_version version ON version.agent_id = agent.id,
         (SELECT id FROM trunk WHERE organization_id = '${own.id}' AND name = 'Main') trunk
    WHERE agent.organization_id = '${own.id}' AND agent.name = 'Front desk' LIMIT 1`);
  if (!ids) throw new Error("The organization has no agent.");
  const alone = describedAs(operation).query.flatMap(({ name, schema }) => {
    const options = (schema as { enum?: string[] }).enum ?? filters[name]?.(ids);
    if (!options) throw new Error(`Give ${operation.name}'s filter ${name} values in this test.`);
    return options.map((value) => ({ ...base, [name]: value }));
  });
  return [{}, base, ...alone];
}

/** No list or look-up of the database: they ask the carrier. */
const notOfTheDatabase = ["searchNumbers"];
const reads = allOperations().filter(({ method, name }) => method === "GET" && !notOfTheDatabase.includes(name));

describe.each([
  { plans: "plans for the values given", generic: false },
  { plans: "plans that are kept for any values", generic: true },
])("among hundreds of organizations, with $plans", ({ generic }) => {
  it.each(reads.map((operation) => [operation.name, operation] as const))(
    "%s reads no rows of others, whatever it is asked",
    async (_, operation) => {
      const { params = {}, query = {} } = await validRequestOf(operation.name)(own);
      const queries = await queriesOf(operation, query);
      const headers = await ownersHeaders(operation, own);
      const statements = await explainStatements(
        async () => {
          for (const each of queries) {
            const request = new Request(`http://localhost${addressOf(operation.path, params, each)}`, { headers });
            const answer = await operation.route(request, { params: Promise.resolve(params) });
            expect([200, 404, 422], `${request.url} ${await answer.text()}`).toContain(answer.status);
          }
        },
        { generic },
      );
      expect(statements.length).toBeGreaterThan(queries.length);
      expect([...new Set(statements.flatMap(faultsOf))]).toEqual([]);
    },
  );
});

describe("a plan is found at fault", () => {
  const planOf = async (statements: string, query: string) => {
    const [row] = await asOwner<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(`
      BEGIN; ${statements}; SET LOCAL ROLE trunkline_app; SET LOCAL app.organization_id = '${own.id}';
      EXPLAIN (ANALYZE, FORMAT json) ${query}`);
    if (!row) throw new Error("The statement has no plan.");
    return faultsOf({ "Query Text": query, Plan: row["QUERY PLAN"][0].Plan });
  };
  const oldestOfTrunk = () => `
    SELECT id FROM phone_number
    WHERE organization_id = '${own.id}' AND trunk_id = '${randomUUID()}' AND status = 'active'
    ORDER BY created_at, id LIMIT 1`;
  const withoutTheirIndexes = "DROP INDEX phone_number_outbound, phone_number_outbound_free, phone_number_shared";

  it("when a status is an enum, whose partial index the planner takes for empty", async () => {
    expect(await planOf(withoutTheirIndexes, oldestOfTrunk())).toEqual([]);
    const asEnum = `
      ${withoutTheirIndexes}, phone_number_one_live_owner, phone_number_release_due;
      CREATE TYPE number_status AS ENUM ('active', 'releasing', 'lost_at_carrier');
      ALTER TABLE phone_number DROP CONSTRAINT phone_number_status_check, ALTER status DROP DEFAULT,
        ALTER status TYPE number_status USING status::number_status;
      CREATE UNIQUE INDEX phone_number_one_live_owner ON phone_number (phone_number) WHERE status <> 'lost_at_carrier';
      ANALYZE phone_number`;
    const [fault] = await planOf(asEnum, oldestOfTrunk());
    expect(fault).toContain("phone_number_one_live_owner");
  });
});

function faultsOf({ "Query Text": text, Plan: plan }: Explained): string[] {
  return nodesOf(plan).flatMap((node) => {
    const fault = faultOf(node);
    return fault ? [`${fault}: ${text.replaceAll(/\s+/g, " ").slice(0, 2_000)}`] : [];
  });
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

function faultOf(node: PlanNode): string | undefined {
  const { "Relation Name": table, "Index Name": index, "Index Cond": condition = "", "Node Type": type } = node;
  if (index) {
    const column = firstColumns.get(index);
    const isKeyed = column !== undefined && new RegExp(`\\b"?${column}"? = `).test(condition);
    if (!isKeyed && !smallIndex(index)) return `${type} of ${index} without its first column (${condition})`;
  }
  if (!table || small.includes(table)) return undefined;
  if (!growing.has(table)) return `${table} is empty: fill it in many-organizations.ts`;
  if (type === "Seq Scan") return `Seq Scan of ${table}`;
  const read =
    (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0)) *
    node["Actual Loops"];
  return read > 2 * maxOfOwn ? `${type} read ${read} rows of ${table}` : undefined;
}

const smallIndex = (index: string) => small.some((table) => index.startsWith(`${table}_`));

async function growingTables(): Promise<Set<string>> {
  const tables = await asOwner<{ name: string }>(`
    SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
      AND (reltuples > ${MANY} OR relname = 'organization')`);
  return new Set(tables.map(({ name }) => name));
}

async function countNumbers(): Promise<number> {
  const [row] = await asOwner<{ n: number }>(
    `SELECT count(*)::int AS n FROM phone_number WHERE organization_id = '${own.id}'`,
  );
  return row?.n ?? 0;
}

async function firstColumnsOfIndexes(): Promise<Map<string, string>> {
  const rows = await asOwner<{ index: string; column: string }>(`
    SELECT indexrelid::regclass::text AS index, attname AS column FROM pg_index
    JOIN pg_class ON pg_class.oid = indrelid JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
    WHERE relnamespace = 'public'::regnamespace`);
  return new Map(rows.map(({ index, column }) => [index.replaceAll('"', ""), column]));
}
