import pg from "pg";
import { processSingleton } from "@/lib/platform/process-singleton";

/** One organization's rows, or every row. */
export type TenantScope = { organizationId: string } | "system";

/** Writes share one transaction; each read is a transaction of its own, in one round trip. */
export type Access = "reads" | "writes";

export type Statement = { text: string; name?: string; values?: unknown[]; types?: pg.CustomTypesConfig };

/** How much later than the server the client gives a statement up: the server's word keeps the connection. */
const GRACE_MS = 250;

/** The client's own deadline of a statement; past it, the connection is ended. */
export const givingUpAfter = (ms: number) => ({ query_timeout: ms + GRACE_MS });

const NAME = "tenant_scope";
/** Without rows: those that come are the statement's. */
const TEXT = `
  SELECT WHERE set_config('role', $1, true) IS NULL OR set_config('app.organization_id', $2, true) IS NULL
            OR set_config('statement_timeout', $4, true) IS NULL
            OR CASE $3 WHEN 'reads' THEN set_config('transaction_read_only', 'on', true) ELSE '' END IS NULL`;

const prepared = () => processSingleton("prepared-connections", () => new WeakSet<pg.ClientBase>());

/** Once per connection, whose statements keep their order. */
function prepareScope(client: pg.ClientBase): void {
  if (prepared().has(client)) return;
  prepared().add(client);
  client.query({ name: NAME, text: TEXT, values: ["none", "", "writes", "0"] }).catch(() => prepared().delete(client));
}

/**
 * Sends one statement and its scope in one message, which is a transaction: no begin, no commit, and one answer. The
 * settings of the scope end with the transaction. Rejects with the database's error, or when there is no answer.
 * @param ms the longest that the statement may take
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
      // The scope's own result, and the statement's.
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
