import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { Prisma, PrismaClient } from "@/lib/generated/prisma/client";
import { crashPoint } from "@/lib/platform/crash-point";
import { processSingleton } from "@/lib/platform/process-singleton";
import { assertRowLevelSecurity } from "./assert-row-level-security";
import { outsideBudget } from "./database-budget";
import { isRetryableConflict } from "./database-errors";
import { openPool, openSystemPool } from "./open-pool";
import { type Access, givingUpAfter, type Statement, type TenantScope } from "./query-in-scope";
import { type SqlExecutor, TenantPool } from "./tenant-pool";

export type Tx = Prisma.TransactionClient;
/** All connections that requests use; those of the durable engine are its own. */
const MAX_CONNECTIONS = 30;
/** How many of them one organization holds at once, and the system's own work: so that slow statements leave others room. */
const MAX_CONNECTIONS_OF_ONE = 12;
const MAX_ENGINE_CONNECTIONS = 10;
const MAX_LIMIT_CONNECTIONS = 5;
const TRANSACTION_TIMEOUT_MS = 15_000;
/** Of a statement of the durable engine's, and of counting a limit, which goes on without the database. */
const ENGINE_STATEMENT_MS = 15_000;
const LIMIT_STATEMENT_MS = 1_000;
const PING_MS = 2_000;

function connect() {
  // Statements of one connection may be sent before the last is answered: a read with its scope is one round trip.
  const connections = openPool({ max: MAX_CONNECTIONS, pipeline: true });
  const pool = new TenantPool(connections, MAX_CONNECTIONS_OF_ONE);
  const client = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: TRANSACTION_TIMEOUT_MS },
  });
  return { connections, pool, client };
}

type Pools = {
  database?: (ReturnType<typeof connect> & { isolation?: Promise<void> }) | undefined;
  engine?: pg.Pool | undefined;
  limits?: pg.Pool | undefined;
};

const pools = () => processSingleton("pools", (): Pools => ({}));

function database() {
  const open = pools();
  open.database ??= connect();
  return open.database;
}

/** Row-level security is tried once per process, before the first statement. Throws `RowLevelSecurityError`. */
export function requireRowLevelSecurity(): Promise<void> {
  const open = database();
  open.isolation ??= assertRowLevelSecurity(open.pool).catch((error) => {
    open.isolation = undefined;
    throw error;
  });
  return open.isolation;
}

/**
 * What a request relies on, held from its transaction's begin to its end: revoked before, `verify` throws and nothing is
 * written; revoked meanwhile, the revocation waits.
 */
export type Authority = { statement: Prisma.Sql; verify(held: Held | undefined): void };
type Held = { credential: boolean | null; role: "admin" | "viewer" | null };

export type Organization = { organizationId: string } & Authorized;

/** Crash points of the test build stand right before and after the commit of a transaction with a name. */
type TransactionOptions = {
  name?: string;
  /** For work on many rows, which may take longer than a request's. Milliseconds of each statement. */
  timeoutMs?: number;
};

/** What one statement came to: its rows, and how many it returned or touched. */
export type Outcome<Row> = { rows: Row[]; count: number };

type SqlOptions = {
  /** Prepares the statement once per connection, under this name: for what every call asks. */
  name?: string;
  /** Without it, the database refuses to write. */
  writes?: boolean;
};

/**
 * A client that only reads: each statement is a transaction of its own, so two of them may see two states. What must
 * agree, or writes, needs a transaction. A `Tx` may stand in its place, never the other way round.
 */
export type ReadClient = ReadModels & Pick<Tx, "$queryRaw" | "$queryRawUnsafe">;

type ReadMethod =
  | "findUnique"
  | "findUniqueOrThrow"
  | "findFirst"
  | "findFirstOrThrow"
  | "findMany"
  | "count"
  | "groupBy";

type ReadModels = {
  [Model in keyof Tx as Tx[Model] extends { findMany: unknown } ? Model : never]: Pick<
    Tx[Model],
    ReadMethod & keyof Tx[Model]
  >;
};

export type ScopedDatabase = {
  /** One transaction, retried when the database refuses it for the sake of another. The caller's authority is held in it. */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Reads, each statement for itself. */
  read<T>(work: (db: ReadClient) => Promise<T>): Promise<T>;
  /** One statement in one round trip, a transaction of its own: for what every call asks. */
  sql<Row extends object>(statement: Prisma.Sql, options?: SqlOptions): Promise<Outcome<Row>>;
};

/** For `tenant` and `system` alone. */
export function scopedDatabase(scope: TenantScope, authority: Authority | undefined): ScopedDatabase {
  return {
    transaction: (work, { name, timeoutMs } = {}) =>
      withCrashPoints(name, (committing) =>
        unlessLong(timeoutMs, () => transact(scope, "writes", (tx) => committing(work(tx)), { timeoutMs, authority })),
      ),
    read: (work) => transact(scope, "reads", work),
    sql: (statement, { name, writes = false } = {}) =>
      autocommit(scope, writes ? "writes" : "reads", prepared(statement, name)),
  };
}

/** Calls `work`, which wraps its own work in what it is given; dies where a test asks it to. */
async function withCrashPoints<T>(
  name: string | undefined,
  work: (committing: (made: Promise<T>) => Promise<T>) => Promise<T>,
): Promise<T> {
  if (name === undefined) return work((made) => made);
  const result = await work(async (made) => {
    const value = await made;
    crashPoint(`${name}.commit.before`);
    return value;
  });
  crashPoint(`${name}.commit.after`);
  return result;
}

export type Authorized = { authority?: Authority | undefined };

function autocommit<Row extends object>(
  scope: TenantScope,
  access: Access,
  statement: Statement,
): Promise<Outcome<Row>> {
  const { pool } = database();
  return withSerializationRetry(async () => outcomeOf(await pool.autocommit(scope, access, statement)));
}

const executors = processSingleton("executors", () => new WeakMap<Tx, SqlExecutor>());

/**
 * One statement within a transaction, without Prisma: for the hot ones. Sent when called. Throws for a transaction that
 * is over.
 */
export async function execute<Row extends object>(
  tx: Tx,
  statement: Prisma.Sql,
  { name }: { name?: string } = {},
): Promise<Outcome<Row>> {
  const executor = executors.get(tx);
  if (!executor) throw new Error("Only a transaction that writes takes SQL.");
  return outcomeOf(await executor(prepared(statement, name)));
}

const outcomeOf = <Row extends object>({ rows, rowCount }: pg.QueryResult<Row>) => ({ rows, count: rowCount ?? 0 });

function prepared({ text, values }: Prisma.Sql, name = ""): Statement {
  return { name, text, values, types };
}

/** Exact amounts come as Prisma brings them. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text") =>
    oid === pg.types.builtins.NUMERIC
      ? (digits: string) => new Prisma.Decimal(digits)
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/**
 * A model's columns by name (with `*` a migration would break what is prepared), called as its fields are.
 * @param fields as in `Prisma.PurchaseScalarFieldEnum`
 */
export function columnsOf(fields: Record<string, string>): Prisma.Sql {
  const column = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Prisma.raw(
    Object.values(fields)
      .map((field) => `"${column(field)}" AS "${field}"`)
      .join(", "),
  );
}

/** What may take longer than a request has a limit of its own, and no budget. */
function unlessLong<T>(timeoutMs: number | undefined, work: () => Promise<T>): Promise<T> {
  return timeoutMs === undefined ? work() : outsideBudget(work);
}

type TransactOptions = { timeoutMs?: number | undefined; authority?: Authority | undefined };

function transact<T>(
  scope: TenantScope,
  access: Access,
  work: (tx: Tx) => Promise<T>,
  { timeoutMs, authority }: TransactOptions = {},
): Promise<T> {
  const { client, pool } = database();
  const run = (tx: Tx) => {
    const executor = pool.executor();
    if (executor) executors.set(tx, executor);
    return holding(authority, pool.held(), () => pool.outside(() => work(tx)));
  };
  const hold = authority && prepared(authority.statement);
  const begin = () => client.$transaction(run, { timeout: timeoutMs ?? TRANSACTION_TIMEOUT_MS });
  return withSerializationRetry(() => pool.within(scope, access, begin, { hold, statementMs: timeoutMs }));
}

/** What `work` gives or throws, unless its authority was revoked: that comes first, whatever the rows say. */
async function holding<T>(
  authority: Authority | undefined,
  held: Promise<pg.QueryResult> | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const [made] = await Promise.allSettled([work()]);
  if (authority) authority.verify((await held)?.rows[0]);
  if (made.status === "rejected") throw made.reason;
  return made.value;
}

async function withSerializationRetry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      await requireRowLevelSecurity();
      return await work();
    } catch (error) {
      if (attempt >= 5 || !isRetryableConflict(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
    }
  }
}

/** Connections of the durable engine's own, in the role that sees every row. */
export function databasePool(): pg.Pool {
  const open = pools();
  open.engine ??= openSystemPool(MAX_ENGINE_CONNECTIONS, ENGINE_STATEMENT_MS);
  return open.engine;
}

/** Connections for counting limits: they give up early, and hold nobody else up. */
export function limitPool(): pg.Pool {
  const open = pools();
  open.limits ??= openSystemPool(MAX_LIMIT_CONNECTIONS, LIMIT_STATEMENT_MS);
  return open.limits;
}

/** Answers when the database does. */
export async function pingDatabase(): Promise<void> {
  await database().connections.query({ text: "SELECT 1", ...givingUpAfter(PING_MS) });
}

/** For scripts and tests, which end. */
export async function closeDatabase(): Promise<void> {
  const { database: open, engine, limits } = pools();
  Object.assign(pools(), { database: undefined, engine: undefined, limits: undefined });
  await open?.client.$disconnect();
  for (const pool of [open?.connections, engine, limits]) if (pool && !pool.ended) await pool.end();
}
