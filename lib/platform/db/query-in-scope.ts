import pg from "pg";
import { processSingleton } from "@/lib/platform/process-singleton";

export type TenantScope = { organizationId: string } | "system";

export type Access = "reads" | "writes";

export type Statement = { text: string; name?: string; values?: unknown[]; types?: pg.CustomTypesConfig };

/** The client's deadline is later than the server's, because a server-side timeout keeps the connection usable. */
const GRACE_MS = 250;

export const givingUpAfter = (ms: number) => ({ query_timeout: ms + GRACE_MS });

const NAME = "tenant_scope";
const TEXT = `
  SELECT WHERE set_config('role', $1, true) IS NULL OR set_config('app.organization_id', $2, true) IS NULL
            OR set_config('statement_timeout', $4, true) IS NULL
            OR CASE $3 WHEN 'reads' THEN set_config('transaction_read_only', 'on', true) ELSE '' END IS NULL`;

const prepared = () => processSingleton("prepared-connections", () => new WeakSet<pg.ClientBase>());

function prepareScope(client: pg.ClientBase): void {
  if (prepared().has(client)) return;
  prepared().add(client);
  client.query({ name: NAME, text: TEXT, values: ["none", "", "writes", "0"] }).catch(() => prepared().delete(client));
}

/**
 * Sends a statement and its tenant scope in one pipelined message, which PostgreSQL runs as one transaction without
 * BEGIN or COMMIT. The scope's settings end with it. Rejects with the database's error or when no response arrives.
 * @param ms the statement's time limit
 * @see https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
export function queryInScope(
  client: pg.ClientBase,
  scope: TenantScope,
  access: Access,
  statement: Statement,
  ms: number,
): Promise<pg.QueryResult> {
  prepareScope(client);
  return new Promise((resolve, reject) => {
    const config = { ...statement, queryMode: "extended" } as pg.QueryConfig<unknown[]>;
    const query = new pg.Query(config, (error, results) => {
      if (error) return reject(error);
      const [, result] = results as unknown as [unknown, pg.QueryResult];
      resolve(result);
    });
    Object.assign(query, givingUpAfter(ms));
    const submit = query.submit.bind(query);
    query.submit = (connection) => {
      connection.stream.cork();
      connection.bind({ statement: NAME, values: settings(scope, access, ms) }, true);
      connection.execute({}, true);
      const refused = submit(connection);
      connection.stream.uncork();
      return refused;
    };
    client.query(query);
  });
}

const settings = (scope: TenantScope, access: Access, ms: number): string[] =>
  scope === "system"
    ? ["trunkline_system", "", access, String(ms)]
    : ["trunkline_app", scope.organizationId, access, String(ms)];
