import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";
import { ConnectionShares } from "./connection-shares";
import { shareOfSystem, waitForDatabase } from "./database-budget";
import { type Access, givingUpAfter, queryInScope, type Statement, type TenantScope } from "./query-in-scope";

type ScopeContext = {
  scope: TenantScope;
  access: Access;
  /** The limit for each statement, and for waiting for a connection. Milliseconds. */
  statementMs: number;
  hold?: Statement | undefined;
  held?: Promise<pg.QueryResult>;
  execute?: SqlExecutor;
};

export type SqlExecutor = (statement: Statement) => Promise<pg.QueryResult>;

/**
 * Prisma's pool. Each transaction runs in the scope that `within` sets, under the role that row-level security applies
 * to. Both are transaction-local, so connections carry nothing over. Queries outside `within` throw.
 */
export class TenantPool extends pg.Pool {
  readonly #shares: ConnectionShares;
  readonly #context = new AsyncLocalStorage<ScopeContext>();

  /** @param most how many connections each organization, and system work, can hold at once */
  constructor(connections: pg.Pool, most = Number.POSITIVE_INFINITY) {
    super();
    this.#shares = new ConnectionShares(connections, most);
  }

  /**
   * @param hold sent right after BEGIN, in the role that sees every row; `held` returns its result
   * @param statementMs the limit for each statement
   */
  within<T>(
    scope: TenantScope,
    access: Access,
    begin: () => Promise<T>,
    { hold, statementMs = STATEMENT_MS }: { hold?: Statement | undefined; statementMs?: number | undefined } = {},
  ): Promise<T> {
    return this.#context.run({ scope, access, hold, statementMs }, begin);
  }

  held(): Promise<pg.QueryResult> | undefined {
    return this.#context.getStore()?.held;
  }

  /** Runs `work` without the scope that `within` set, so that it must set its own. */
  outside<T>(work: () => T): T {
    return this.#context.exit(work);
  }

  // Prisma would batch reads of different requests into one statement here, in the scope of the first one.
  override query(): never {
    throw outsideScope();
  }

  // biome-ignore lint/suspicious/noExplicitAny: Prisma uses the promise overload among pg's
  override async connect(): Promise<any> {
    // Read the context before any await: pool callbacks run in the context of the code that released the connection.
    const context = this.#context.getStore();
    if (!context) throw outsideScope();
    if (context.access === "reads") return autocommitReads(this.#shares, context);
    const { connection, execute } = transaction(await takeConnection(this.#shares, context), context);
    context.execute = execute;
    return connection;
  }

  executor(): SqlExecutor | undefined {
    return this.#context.getStore()?.execute;
  }

  /** Runs a statement as its own transaction. Prisma's overhead is several times the statement's duration. */
  autocommit(scope: TenantScope, access: Access, statement: Statement): Promise<pg.QueryResult> {
    return autocommit(this.#shares, { scope, access, statementMs: STATEMENT_MS }, statement);
  }
}

/** The default statement limit. An API request's budget may be shorter. */
const STATEMENT_MS = 9_000;
const IDLE_IN_TRANSACTION_MS = 30_000;

type Connection = {
  client: pg.PoolClient;
  release: (broken?: Error | boolean) => void;
  /** A statement is still unanswered, so the last known transaction status is stale. */
  isSilent: boolean;
};

async function takeConnection(shares: ConnectionShares, { scope, statementMs }: ScopeContext): Promise<Connection> {
  const key = scope === "system" ? shareOfSystem() : scope.organizationId;
  return { ...(await waitForDatabase(statementMs, (ms) => shares.take(key, ms))), isSilent: false };
}

async function queryInTime(connection: Connection, statementMs: number, statement: Statement) {
  return waitForDatabase(statementMs, (ms) =>
    answered(connection, connection.client.query({ ...statement, ...givingUpAfter(ms) })),
  );
}

async function answered<T>(connection: Connection, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!isRefusal(error)) connection.isSilent = true;
    throw error;
  }
}

const transactionIsOver = () => new Error("The transaction is over.");
const outsideScope = () => new Error("Reach the database through tenant() or system() only.");

/** One statement, so that nothing runs between BEGIN and setting the scope. */
const beginning = ({ scope, statementMs }: ScopeContext): Statement => ({
  text: `BEGIN; ${settingsOf(scope)}; SET LOCAL statement_timeout = ${statementMs}; SET LOCAL idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}`,
});

function settingsOf(scope: TenantScope): string {
  if (scope === "system") return "SET LOCAL ROLE trunkline_system";
  const organization = pg.escapeLiteral(scope.organizationId);
  return `SET LOCAL ROLE trunkline_app; SET LOCAL app.organization_id = ${organization}`;
}

function transaction(held: Connection, context: ScopeContext) {
  const { client } = held;
  // After the transaction ends, possibly through a timeout, the connection may belong to another request.
  let isOpen = true;
  const send = (statement: Statement) => queryInTime(held, context.statementMs, statement);
  const execute: SqlExecutor = async (statement) => {
    if (!isOpen) throw transactionIsOver();
    return send(statement);
  };
  const query = (statement: Statement) => {
    if (statement.text === "BEGIN") return begin(send, context);
    if (control.test(statement.text)) isOpen = false;
    return send(statement);
  };
  const release = (error?: Error) => {
    isOpen = false;
    held.release(error ?? !isIdle(held));
  };
  const on = client.on.bind(client);
  const removeListener = client.removeListener.bind(client);
  return { connection: { query, on, removeListener, release }, execute };
}

/** Pipelined with BEGIN, so that the lock costs no extra round trip. */
function begin(send: SqlExecutor, context: ScopeContext) {
  if (!context.hold) return send(beginning(context));
  const begun = send(beginning({ ...context, scope: "system" }));
  begun.catch(() => {});
  context.held = send(context.hold);
  context.held.catch(() => {});
  return send({ text: settingsOf(context.scope) });
}

const control = /^(BEGIN|COMMIT|ROLLBACK)\b/;
const nothing = { fields: [], rows: [], rowCount: 0 };

function autocommitReads(shares: ConnectionShares, context: ScopeContext) {
  const query = async (statement: Statement) =>
    control.test(statement.text) ? nothing : autocommit(shares, context, statement);
  return { query, on() {}, removeListener() {}, release() {} };
}

async function autocommit(
  shares: ConnectionShares,
  context: ScopeContext,
  statement: Statement,
): Promise<pg.QueryResult> {
  const { scope, access, statementMs } = context;
  const connection = await takeConnection(shares, context);
  let isUsable = false;
  try {
    const result = await waitForDatabase(statementMs, (ms) =>
      queryInScope(connection.client, scope, access, statement, ms),
    );
    isUsable = isIdle(connection);
    return result;
  } catch (error) {
    isUsable = isRefusal(error);
    // The stack should point at the caller, not at the code that read the response.
    if (error instanceof Error) Error.captureStackTrace(error);
    throw error;
  } finally {
    connection.release(!isUsable);
  }
}

/** Checks the last status from the server; when idle, transaction-local settings are gone. */
const isIdle = ({ client, isSilent }: Connection) => !isSilent && client.getTransactionStatus() === "I";

const isRefusal = (error: unknown) => error instanceof pg.DatabaseError && error.severity === "ERROR";
