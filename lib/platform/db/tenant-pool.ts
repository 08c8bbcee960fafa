import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";
import { ConnectionShares } from "./connection-shares";
import { shareOfSystem, waitForDatabase } from "./database-budget";
import { type Access, givingUpAfter, queryInScope, type Statement, type TenantScope } from "./query-in-scope";

type ScopeContext = {
  scope: TenantScope;
  access: Access;
  /** The longest that one statement may take, and that a connection is waited for. */
  statementMs: number;
  hold?: Statement | undefined;
  held?: Promise<pg.QueryResult>;
  execute?: SqlExecutor;
};

/** Sends a statement of SQL into a transaction, in the order of the calls. */
export type SqlExecutor = (statement: Statement) => Promise<pg.QueryResult>;

/**
 * The pool that Prisma uses: each transaction runs in the scope that `within` names, under the role that row-level
 * security binds. Role and organization are local to the transaction, so a connection carries nothing over to its next
 * user. Outside `within` there is no way to the database.
 */
export class TenantPool extends pg.Pool {
  readonly #shares: ConnectionShares;
  readonly #context = new AsyncLocalStorage<ScopeContext>();

  /** @param most how many of its connections one organization holds at once, and as many of the system's own work */
  constructor(connections: pg.Pool, most = Number.POSITIVE_INFINITY) {
    super();
    this.#shares = new ConnectionShares(connections, most);
  }

  /**
   * @param hold sent right behind the transaction's begin, in the role that sees every row; see `held`
   * @param statementMs the longest that one of its statements may take
   */
  within<T>(
    scope: TenantScope,
    access: Access,
    begin: () => Promise<T>,
    { hold, statementMs = STATEMENT_MS }: { hold?: Statement | undefined; statementMs?: number | undefined } = {},
  ): Promise<T> {
    return this.#context.run({ scope, access, hold, statementMs }, begin);
  }

  /** The answer to what `within` was given to hold. */
  held(): Promise<pg.QueryResult> | undefined {
    return this.#context.getStore()?.held;
  }

  /** Runs `work` without the scope that `within` set, so that what it starts must name a scope of its own. */
  outside<T>(work: () => T): T {
    return this.#context.exit(work);
  }

  // Prisma would batch reads of different requests into one statement here, under the scope of the first.
  override query(): never {
    throw outsideScope();
  }

  // biome-ignore lint/suspicious/noExplicitAny: the overloads of pg, of which Prisma calls the one with a promise
  override async connect(): Promise<any> {
    // Read before any wait: callbacks of a pool run in the context of whoever gave the connection back.
    const context = this.#context.getStore();
    if (!context) throw outsideScope();
    if (context.access === "reads") return autocommitReads(this.#shares, context);
    const { connection, execute } = transaction(await takeConnection(this.#shares, context), context);
    context.execute = execute;
    return connection;
  }

  /** Sends SQL into the transaction that `within` has begun; undefined where each read is its own. */
  executor(): SqlExecutor | undefined {
    return this.#context.getStore()?.execute;
  }

  /**
   * One statement in a scope, as a transaction of its own in one round trip, without Prisma, whose own work on a
   * statement takes several times as long as the statement.
   */
  autocommit(scope: TenantScope, access: Access, statement: Statement): Promise<pg.QueryResult> {
    return autocommit(this.#shares, { scope, access, statementMs: STATEMENT_MS }, statement);
  }
}

/** Of a statement of which nobody said more. A request of the API has a budget, which may be shorter. */
const STATEMENT_MS = 9_000;
const IDLE_IN_TRANSACTION_MS = 30_000;

type Connection = {
  client: pg.PoolClient;
  release: (broken?: Error | boolean) => void;
  /** What was sent is not answered yet, so that the server's last word is an old one. */
  isSilent: boolean;
};

async function takeConnection(shares: ConnectionShares, { scope, statementMs }: ScopeContext): Promise<Connection> {
  const key = scope === "system" ? shareOfSystem() : scope.organizationId;
  return { ...(await waitForDatabase(statementMs, (ms) => shares.take(key, ms))), isSilent: false };
}

/** Rejects when there is no answer in time; then the connection has ended. */
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

/** One text, so that nothing runs between the begin of the transaction and its scope. */
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
  // Once it ends, which a time limit may do behind its owner's back, the connection is somebody else's.
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

/** Sent at once, so that holding costs no round trip of its own. */
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

/** What Prisma takes for a transaction of reads; no connection is held between them. */
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
    // Where it was asked, not where the answer was read.
    if (error instanceof Error) Error.captureStackTrace(error);
    throw error;
  } finally {
    connection.release(!isUsable);
  }
}

/** By the server's last word: then settings local to a transaction are gone. */
const isIdle = ({ client, isSilent }: Connection) => !isSilent && client.getTransactionStatus() === "I";

const isRefusal = (error: unknown) => error instanceof pg.DatabaseError && error.severity === "ERROR";
