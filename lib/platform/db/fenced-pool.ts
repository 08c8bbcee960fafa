import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";
import { ConnectionShares } from "./connection-shares";
import { shareOfSystem, waitForDatabase } from "./database-budget";
import { type Access, type Fence, givingUpAfter, queryBehind, type Statement } from "./fenced-query";

type Passage = {
  fence: Fence;
  access: Access;
  /** The longest that one statement may take, and that a connection is waited for. */
  statementMs: number;
  hold?: Statement | undefined;
  held?: Promise<pg.QueryResult>;
  lane?: Lane;
};

/** Puts a statement into a transaction past Prisma, in the order in which they are sent. */
export type Lane = (statement: Statement) => Promise<pg.QueryResult>;

export type PipelineOptions<T> = {
  /** The longest that one statement may run or wait for a lock. */
  timeoutMs?: number | undefined;
  /** Called once the commit is on its way, whose answer may still be a refusal. Must not throw. */
  whileCommitting?: ((result: T) => void) | undefined;
};

/**
 * What Prisma takes for its pool: each transaction runs behind the fence that `within` names, in the role that
 * row-level security binds. Role and organization are local to the transaction, so a connection carries nothing over to
 * whoever has it next. Outside `within` there is no way to the database.
 */
export class FencedPool extends pg.Pool {
  readonly #shares: ConnectionShares;
  readonly #passage = new AsyncLocalStorage<Passage>();

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
    fence: Fence,
    access: Access,
    begin: () => Promise<T>,
    { hold, statementMs = STATEMENT_MS }: { hold?: Statement | undefined; statementMs?: number | undefined } = {},
  ): Promise<T> {
    return this.#passage.run({ fence, access, hold, statementMs }, begin);
  }

  /** The answer to what `within` was given to hold. */
  held(): Promise<pg.QueryResult> | undefined {
    return this.#passage.getStore()?.held;
  }

  /** What `within` began goes on without it: whatever it starts must come through a door of its own. */
  outside<T>(work: () => T): T {
    return this.#passage.exit(work);
  }

  // Prisma would batch reads of different requests into one statement here, under the fence of the first.
  override query(): never {
    throw noFence();
  }

  // biome-ignore lint/suspicious/noExplicitAny: the overloads of pg, of which Prisma calls the one with a promise
  override async connect(): Promise<any> {
    // Read before any wait: callbacks of a pool run in the context of whoever gave the connection back.
    const passage = this.#passage.getStore();
    if (!passage) throw noFence();
    if (passage.access === "reads") return loneReads(this.#shares, passage);
    const { connection, lane } = transaction(await takeConnection(this.#shares, passage), passage);
    passage.lane = lane;
    return connection;
  }

  /** The lane of the transaction that `within` has begun; undefined where reads are apart. */
  lane(): Lane | undefined {
    return this.#passage.getStore()?.lane;
  }

  /**
   * One statement behind the fence, as a transaction of its own in one round trip and past Prisma, whose own work on a
   * statement takes several times as long as the statement.
   */
  alone(fence: Fence, access: Access, statement: Statement): Promise<pg.QueryResult> {
    return alone(this.#shares, { fence, access, statementMs: STATEMENT_MS }, statement);
  }

  /**
   * A transaction that Prisma has no part in. What `work` puts into its lane is sent at once, the first statement with
   * the transaction's begin. It commits when `work` gives a result; undefined, and what `work` throws, undo it.
   */
  async pipeline<T>(
    fence: Fence,
    work: (lane: Lane) => Promise<T | undefined>,
    { timeoutMs = STATEMENT_MS, whileCommitting }: PipelineOptions<T>,
  ): Promise<T | undefined> {
    const passage = { fence, access: "writes", statementMs: timeoutMs } as const;
    const connection = await takeConnection(this.#shares, passage);
    const query = (statement: Statement) => queryInTime(connection, timeoutMs, statement);
    let isOpen = true;
    const begun = query(beginning(passage));
    // Told by whatever is sent after it.
    begun.catch(() => {});
    const lane: Lane = async (statement) => {
      if (!isOpen) throw transactionIsOver();
      const answer = query(statement);
      answer.catch(() => {});
      await begun;
      return answer;
    };
    const end = (control: "COMMIT" | "ROLLBACK") => {
      isOpen = false;
      return query({ text: control });
    };
    try {
      const result = await work(lane);
      const ending = end(result === undefined ? "ROLLBACK" : "COMMIT");
      if (result !== undefined) whileCommitting?.(result);
      const { command } = await ending;
      // To a transaction that a refused statement has broken, PostgreSQL answers COMMIT with ROLLBACK, and no error.
      if (result !== undefined && command !== "COMMIT") throw new Error("A statement of the transaction was refused.");
      return result;
    } catch (error) {
      if (isOpen) await end("ROLLBACK").catch(() => {});
      throw error;
    } finally {
      connection.release(!isIdle(connection));
    }
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

async function takeConnection(shares: ConnectionShares, { fence, statementMs }: Passage): Promise<Connection> {
  const key = fence === "system" ? shareOfSystem() : fence.organizationId;
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
const noFence = () => new Error("The database is reached through the doors of lib/platform/db/db.ts only.");

/** One text, so that nothing runs between the transaction's begin and its fence. */
const beginning = ({ fence, statementMs }: Passage): Statement => ({
  text: `BEGIN; ${settingsOf(fence)}; SET LOCAL statement_timeout = ${statementMs}; SET LOCAL idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}`,
});

function settingsOf(fence: Fence): string {
  if (fence === "system") return "SET LOCAL ROLE trunkline_system";
  const organization = pg.escapeLiteral(fence.organizationId);
  return `SET LOCAL ROLE trunkline_app; SET LOCAL app.organization_id = ${organization}`;
}

function transaction(held: Connection, passage: Passage) {
  const { client } = held;
  // Once it ends, which a time limit may do behind its owner's back, the connection is somebody else's.
  let isOpen = true;
  const send = (statement: Statement) => queryInTime(held, passage.statementMs, statement);
  const lane: Lane = async (statement) => {
    if (!isOpen) throw transactionIsOver();
    return send(statement);
  };
  const query = (statement: Statement) => {
    if (statement.text === "BEGIN") return begin(send, passage);
    if (control.test(statement.text)) isOpen = false;
    return send(statement);
  };
  const release = (error?: Error) => {
    isOpen = false;
    held.release(error ?? !isIdle(held));
  };
  const on = client.on.bind(client);
  const removeListener = client.removeListener.bind(client);
  return { connection: { query, on, removeListener, release }, lane };
}

/** Sent at once, so that holding costs no round trip of its own. */
function begin(send: Lane, passage: Passage) {
  if (!passage.hold) return send(beginning(passage));
  const begun = send(beginning({ ...passage, fence: "system" }));
  begun.catch(() => {});
  passage.held = send(passage.hold);
  passage.held.catch(() => {});
  return send({ text: settingsOf(passage.fence) });
}

const control = /^(BEGIN|COMMIT|ROLLBACK)\b/;
const nothing = { fields: [], rows: [], rowCount: 0 };

/** What Prisma takes for a transaction of reads; no connection is held between them. */
function loneReads(shares: ConnectionShares, passage: Passage) {
  const query = async (statement: Statement) =>
    control.test(statement.text) ? nothing : alone(shares, passage, statement);
  return { query, on() {}, removeListener() {}, release() {} };
}

async function alone(shares: ConnectionShares, passage: Passage, statement: Statement): Promise<pg.QueryResult> {
  const { fence, access, statementMs } = passage;
  const connection = await takeConnection(shares, passage);
  let isUsable = false;
  try {
    const result = await waitForDatabase(statementMs, (ms) =>
      queryBehind(connection.client, fence, access, statement, ms),
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
