import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";
import { type Access, type Fence, queryBehind, type Statement } from "./fenced-query";

type Passage = {
  fence: Fence;
  access: Access;
  hold?: Statement | undefined;
  held?: Promise<pg.QueryResult>;
  lane?: Lane;
};

/** Puts a statement into a transaction past Prisma, in the order in which they are sent. */
export type Lane = (statement: Statement) => Promise<pg.QueryResult>;

export type PipelineOptions<T> = {
  /** The longest that one statement may run or wait for a lock. */
  timeoutMs: number;
  /** Called once the commit is on its way, whose answer may still be a refusal. Must not throw. */
  whileCommitting?: ((result: T) => void) | undefined;
};

/**
 * What Prisma takes for its pool: each transaction runs behind the fence that `within` names, in the role that
 * row-level security binds. Role and organization are local to the transaction, so a connection carries nothing over to
 * whoever has it next. Outside `within` there is no way to the database.
 */
export class FencedPool extends pg.Pool {
  readonly #connections: pg.Pool;
  readonly #passage = new AsyncLocalStorage<Passage>();

  constructor(connections: pg.Pool) {
    super();
    this.#connections = connections;
  }

  /** @param hold sent right behind the transaction's begin, in the role that sees every row; see `held` */
  within<T>(fence: Fence, access: Access, begin: () => Promise<T>, hold?: Statement): Promise<T> {
    return this.#passage.run({ fence, access, hold }, begin);
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
    if (passage.access === "reads") return loneReads(this.#connections, passage.fence);
    const { connection, lane } = transaction(await this.#connections.connect(), passage);
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
    return alone(this.#connections, fence, access, statement);
  }

  /**
   * A transaction that Prisma has no part in. What `work` puts into its lane is sent at once, the first statement with
   * the transaction's begin. It commits when `work` gives a result; undefined, and what `work` throws, undo it.
   */
  async pipeline<T>(
    fence: Fence,
    work: (lane: Lane) => Promise<T | undefined>,
    { timeoutMs, whileCommitting }: PipelineOptions<T>,
  ): Promise<T | undefined> {
    const client = await this.#connections.connect();
    let isOpen = true;
    const begun = client.query(`${beginning(fence)}; SET LOCAL statement_timeout = ${timeoutMs}`);
    // Told by whatever is sent after it.
    begun.catch(() => {});
    const lane: Lane = async (statement) => {
      if (!isOpen) throw transactionIsOver();
      const answer = client.query(statement);
      answer.catch(() => {});
      await begun;
      return answer;
    };
    const end = (control: "COMMIT" | "ROLLBACK") => {
      isOpen = false;
      return client.query(control);
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
      client.release(!isIdle(client));
    }
  }
}

const transactionIsOver = () => new Error("The transaction is over.");
const noFence = () => new Error("The database is reached through the doors of lib/db.ts only.");

/** One text, so that nothing runs between the transaction's begin and its fence. */
const beginning = (fence: Fence) => `BEGIN; ${settingsOf(fence)}`;

function settingsOf(fence: Fence): string {
  if (fence === "system") return "SET LOCAL ROLE trunkline_system";
  const organization = pg.escapeLiteral(fence.organizationId);
  return `SET LOCAL ROLE trunkline_app; SET LOCAL app.organization_id = ${organization}`;
}

function transaction(client: pg.PoolClient, passage: Passage) {
  // Once it ends, which a time limit may do behind its owner's back, the connection is somebody else's.
  let isOpen = true;
  const lane: Lane = async (statement) => {
    if (!isOpen) throw transactionIsOver();
    return client.query(statement);
  };
  const query = (statement: Statement) => {
    if (statement.text === "BEGIN") return begin(client, passage);
    if (control.test(statement.text)) isOpen = false;
    return client.query(statement);
  };
  const release = (error?: Error) => {
    isOpen = false;
    client.release(error ?? !isIdle(client));
  };
  const on = client.on.bind(client);
  const removeListener = client.removeListener.bind(client);
  return { connection: { query, on, removeListener, release }, lane };
}

/** Sent at once, so that holding costs no round trip of its own. */
function begin(client: pg.PoolClient, passage: Passage) {
  if (!passage.hold) return client.query(beginning(passage.fence));
  const begun = client.query(beginning("system"));
  begun.catch(() => {});
  passage.held = client.query(passage.hold);
  passage.held.catch(() => {});
  return client.query(settingsOf(passage.fence));
}

const control = /^(BEGIN|COMMIT|ROLLBACK)\b/;
const nothing = { fields: [], rows: [], rowCount: 0 };

/** What Prisma takes for a transaction of reads; no connection is held between them. */
function loneReads(connections: pg.Pool, fence: Fence) {
  const query = async (statement: Statement) =>
    control.test(statement.text) ? nothing : alone(connections, fence, "reads", statement);
  return { query, on() {}, removeListener() {}, release() {} };
}

async function alone(
  connections: pg.Pool,
  fence: Fence,
  access: Access,
  statement: Statement,
): Promise<pg.QueryResult> {
  const client = await connections.connect();
  let isUsable = false;
  try {
    const result = await queryBehind(client, fence, access, statement);
    isUsable = isIdle(client);
    return result;
  } catch (error) {
    isUsable = isRefusal(error);
    // Where it was asked, not where the answer was read.
    if (error instanceof Error) Error.captureStackTrace(error);
    throw error;
  } finally {
    client.release(!isUsable);
  }
}

/** By the server's last word: then settings local to a transaction are gone. */
const isIdle = (client: pg.PoolClient) => client.getTransactionStatus() === "I";

const isRefusal = (error: unknown) => error instanceof pg.DatabaseError && error.severity === "ERROR";
