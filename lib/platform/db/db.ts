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
/** Connections for requests. The durable engine has its own pool. */
const MAX_CONNECTIONS = 30;
/** The cap for each organization, and for system work, so that slow statements leave connections for others. */
const MAX_CONNECTIONS_OF_ONE = 12;
const MAX_ENGINE_CONNECTIONS = 10;
const MAX_LIMIT_CONNECTIONS = 5;
const TRANSACTION_TIMEOUT_MS = 15_000;
/** For the durable engine's statements, and for counting a rate limit, which works without the database too. */
const ENGINE_STATEMENT_MS = 15_000;
const LIMIT_STATEMENT_MS = 1_000;
const PING_MS = 2_000;

function connect() {
  // With pipelining, a read and its tenant scope take one round trip.
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

/** Verifies row-level security once per process, before the first statement. Throws `RowLevelSecurityError`. */
export function requireRowLevelSecurity(): Promise<void> {
  const open = database();
  open.isolation ??= assertRowLevelSecurity(open.pool).catch((error) => {
    open.isolation = undefined;
    throw error;
  });
  return open.isolation;
}

/** Locked for the whole transaction: `verify` throws if it was revoked before, and a later revocation waits. */
export type Authority = { statement: Prisma.Sql; verify(held: Held | undefined): void };
type Held = { credential: boolean | null; role: "admin" | "viewer" | null };

export type Organization = { organizationId: string } & Authorized;

type TransactionOptions = {
  /** Names the crash points of the test build right before and after the commit. */
  name?: string;
  /** Milliseconds per statement, for work on many rows that may take longer than a request. */
  timeoutMs?: number;
};

export type Outcome<Row> = { rows: Row[]; count: number };

type SqlOptions = {
  /** Prepares the statement once per connection under this name. */
  name?: string;
  /** Without it, the database rejects writes. */
  writes?: boolean;
};

/** Each statement is its own transaction; use `transaction` for reads that must agree. A `Tx` is also a ReadClient. */
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
  /** Runs one transaction and retries it on a serialization conflict. The caller's authority is locked throughout. */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  read<T>(work: (db: ReadClient) => Promise<T>): Promise<T>;
  /** Runs one statement as its own transaction, in one round trip. */
  sql<Row extends object>(statement: Prisma.Sql, options?: SqlOptions): Promise<Outcome<Row>>;
};

export function scopedDatabase(scope: TenantScope, authority: Authority | undefined): ScopedDatabase {
  return {
    async transaction(work, { name, timeoutMs } = {}) {
      const upToCommit = async (tx: Tx) => {
        const result = await work(tx);
        if (name) crashPoint(`${name}.commit.before`);
        return result;
      };
      const result = await unlessLong(timeoutMs, () => transact(scope, "writes", upToCommit, { timeoutMs, authority }));
      if (name) crashPoint(`${name}.commit.after`);
      return result;
    },
    read: (work) => transact(scope, "reads", work),
    sql: (statement, { name, writes = false } = {}) =>
      autocommit(scope, writes ? "writes" : "reads", prepared(statement, name)),
  };
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

/** Runs raw SQL in the transaction, in call order, for hot paths. Throws when the transaction has ended. */
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

/** Parses exact numeric values the way Prisma does. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text") =>
    oid === pg.types.builtins.NUMERIC
      ? (digits: string) => new Prisma.Decimal(digits)
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** With `*`, a migration would break prepared statements. @param fields as in `Prisma.PurchaseScalarFieldEnum` */
export function columnsOf(fields: Record<string, string>): Prisma.Sql {
  const column = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Prisma.raw(
    Object.values(fields)
      .map((field) => `"${column(field)}" AS "${field}"`)
      .join(", "),
  );
}

/** Work with its own timeout does not count against the request's budget. */
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

/** Returns or throws the result of `work`, unless the authority was revoked, which takes precedence. */
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

export function databasePool(): pg.Pool {
  const open = pools();
  open.engine ??= openSystemPool(MAX_ENGINE_CONNECTIONS, ENGINE_STATEMENT_MS);
  return open.engine;
}

/** The rate limit pool, whose statements time out quickly so that they never hold up a request. */
export function limitPool(): pg.Pool {
  const open = pools();
  open.limits ??= openSystemPool(MAX_LIMIT_CONNECTIONS, LIMIT_STATEMENT_MS);
  return open.limits;
}

export async function pingDatabase(): Promise<void> {
  await database().connections.query({ text: "SELECT 1", ...givingUpAfter(PING_MS) });
}

export async function closeDatabase(): Promise<void> {
  const { database: open, engine, limits } = pools();
  Object.assign(pools(), { database: undefined, engine: undefined, limits: undefined });
  await open?.client.$disconnect();
  for (const pool of [open?.connections, engine, limits]) if (pool && !pool.ended) await pool.end();
}
