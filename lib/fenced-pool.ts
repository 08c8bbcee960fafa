import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";

/** One organization's rows, or every row. */
export type Fence = { organizationId: string } | "system";

/**
 * How what goes through is run: as one transaction; as reads, or as one statement that may write, each a transaction of
 * its own in one round trip.
 */
export type Passage = "transaction" | "reads" | "statement";

type Mode = { fence: Fence; as: Passage };
type Statement = { text: string };

/**
 * What Prisma takes for its pool: each transaction runs behind the fence that `within` names, in the role that
 * row-level security binds. Role and organization are local to the transaction, so a connection carries nothing over to
 * whoever has it next. Outside `within` there is no way to the database.
 */
export class FencedPool extends pg.Pool {
  readonly #connections: pg.Pool;
  readonly #mode = new AsyncLocalStorage<Mode>();

  constructor(connections: pg.Pool) {
    super();
    this.#connections = connections;
  }

  within<T>(mode: Mode, begin: () => Promise<T>): Promise<T> {
    return this.#mode.run(mode, begin);
  }

  /** What `within` began goes on without it: whatever it starts must come through a door of its own. */
  outside<T>(work: () => T): T {
    return this.#mode.exit(work);
  }

  // Prisma would batch reads of different requests into one statement here, under the fence of the first.
  override query(): never {
    throw noFence();
  }

  // biome-ignore lint/suspicious/noExplicitAny: the overloads of pg, of which Prisma calls the one with a promise
  override async connect(): Promise<any> {
    // Read before any wait: callbacks of a pool run in the context of whoever gave the connection back.
    const mode = this.#mode.getStore();
    if (!mode) throw noFence();
    if (mode.as === "transaction") return transaction(await this.#connections.connect(), mode);
    return loneStatements(this.#connections, mode);
  }
}

const noFence = () => new Error("The database is reached through the doors of lib/db.ts only.");

/** One text, so that nothing runs between the transaction's begin and its fence. */
function beginning({ fence, as }: Mode): string {
  const begin = as === "reads" ? "BEGIN READ ONLY" : "BEGIN";
  if (fence === "system") return `${begin}; SET LOCAL ROLE trunkline_system`;
  const organization = pg.escapeLiteral(fence.organizationId);
  return `${begin}; SET LOCAL ROLE trunkline_app; SET LOCAL app.organization_id = ${organization}`;
}

function transaction(client: pg.PoolClient, mode: Mode) {
  return {
    query: (statement: Statement) => client.query(statement.text === "BEGIN" ? beginning(mode) : statement),
    on: client.on.bind(client),
    removeListener: client.removeListener.bind(client),
    release: (error?: Error) => client.release(error ?? !isIdle(client)),
  };
}

const control = /^(BEGIN|COMMIT|ROLLBACK)\b/;
const nothing = { fields: [], rows: [], rowCount: 0 };

/** Each statement is a transaction of its own, sent at once with its begin and its end; none is held between them. */
function loneStatements(connections: pg.Pool, mode: Mode) {
  let sent = 0;
  const query = async (statement: Statement) => {
    if (control.test(statement.text)) return nothing;
    if (++sent > 1 && mode.as === "statement") throw new Error("A second statement needs a transaction.");
    const client = await connections.connect();
    const [begun, answered, ended] = await Promise.allSettled([
      client.query(beginning(mode)),
      client.query(statement),
      client.query("COMMIT"),
    ]);
    const failed = [begun, answered, ended].find((outcome) => outcome.status === "rejected");
    client.release(!isIdle(client) || (failed !== undefined && !isRefusal(failed.reason)));
    // What ran without its fence is not looked at.
    if (failed) throw failed.reason;
    return (answered as PromiseFulfilledResult<pg.QueryResult>).value;
  };
  return { query, on() {}, removeListener() {}, release() {} };
}

/** By the server's last word: then settings local to a transaction are gone. */
const isIdle = (client: pg.PoolClient) => client.getTransactionStatus() === "I";

const isRefusal = (error: unknown) => error instanceof pg.DatabaseError && error.severity === "ERROR";
