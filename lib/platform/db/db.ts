import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { Prisma, PrismaClient } from "@/lib/generated/prisma/client";
import { processSingleton } from "@/lib/platform/process-singleton";
import { outsideBudget } from "./database-budget";
import { isLostRace } from "./database-errors";
import { FencedPool, type Lane, type PipelineOptions } from "./fenced-pool";
import { type Access, type Fence, givingUpAfter, type Statement } from "./fenced-query";
import { openPool, openSystemPool } from "./open-pool";
import { verifyFence } from "./verify-fence";

export type Tx = Prisma.TransactionClient;
/** A transaction past Prisma, which `execute` alone can use. */
export type Pipeline = { readonly sentAtOnce: true };
export type Transaction = Tx | Pipeline;

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
  // Statements of one connection may be sent before the last is answered: a fenced read is one round trip.
  const connections = openPool({ max: MAX_CONNECTIONS, pipeline: true });
  const fenced = new FencedPool(connections, MAX_CONNECTIONS_OF_ONE);
  const client = new PrismaClient({
    adapter: new PrismaPg(fenced, { statementNameGenerator: ({ sql }) => nameOf(sql) }),
    transactionOptions: { maxWait: TRANSACTION_TIMEOUT_MS },
  });
  return { connections, fenced, client };
}

/** A statement that begins with its name in a comment is prepared once per connection: for what is asked at every call. */
const nameOf = (sql: string) => /^\/\* (\w+) \*\//.exec(sql)?.[1] ?? "";

type Pools = {
  database?: (ReturnType<typeof connect> & { fence?: Promise<void> }) | undefined;
  engine?: pg.Pool | undefined;
  limits?: pg.Pool | undefined;
};

const pools = () => processSingleton("pools", (): Pools => ({}));

function database() {
  const open = pools();
  open.database ??= connect();
  return open.database;
}

/** No door opens before the fence was seen to hold, once per process. Throws `FenceBroken`. */
export function requireFence(): Promise<void> {
  const open = database();
  open.fence ??= verifyFence(open.fenced).catch((error) => {
    open.fence = undefined;
    throw error;
  });
  return open.fence;
}

/**
 * What a request relies on, held from its transaction's begin to its end: revoked before, `verify` throws and nothing is
 * written; revoked meanwhile, the revocation waits.
 */
export type Authority = { statement: Prisma.Sql; verify(held: Held | undefined): void };
type Held = { credential: boolean | null; role: "admin" | "viewer" | null };

type Organization = { organizationId: string } & Authorized;

/**
 * The door to one organization's rows: one transaction, retried when the database says that it lost a race. A context's
 * authority is held in it.
 * Row-level security stands behind it: rows of others are not there, and cannot be written.
 */
export function inOrganization<T>(
  { organizationId, authority }: Organization,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return transact({ organizationId }, "writes", work, { authority });
}

/**
 * The door for reading one organization's rows. Each statement is a transaction of its own in one round trip, so two of
 * them may see two states: what must agree, or writes, goes through `inOrganization`. Writes are refused.
 */
export function readInOrganization<T>({ organizationId }: Organization, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact({ organizationId }, "reads", work);
}

/** What a statement came to: its rows, and how many it gave or touched. */
export type Outcome<Row> = { rows: Row[]; count: number };

/**
 * The short door, for what is asked at every call: one statement that stands alone, a transaction of its own in one
 * round trip, past Prisma. Refuses to write.
 */
export async function queryInOrganization<Row extends object>(
  { organizationId }: Organization,
  statement: Prisma.Sql,
): Promise<Row[]> {
  return (await alone<Row>({ organizationId }, "reads", statement)).rows;
}

/**
 * The short door for one statement that writes.
 * @param lazily without waiting for the disk: for what is as good as never written when it is lost with all that follows
 */
export function executeInOrganization<Row extends object>(
  { organizationId }: Organization,
  statement: Prisma.Sql,
  { lazily = false }: { lazily?: boolean } = {},
): Promise<Outcome<Row>> {
  return alone({ organizationId }, lazily ? "lazy writes" : "writes", statement);
}

/**
 * The door for jobs and for what comes before an organization is known: sign-in, tokens, the sweep of purchases.
 * @param timeoutMs for work of many rows, which may take longer than a request's
 */
export function asSystem<T>(work: (tx: Tx) => Promise<T>, { timeoutMs }: { timeoutMs?: number } = {}): Promise<T> {
  return unlessLong(timeoutMs, () => transact("system", "writes", work, { timeoutMs }));
}

export type Authorized = { authority?: Authority | undefined };

/** `asSystem` for what a request writes, whose authority is held. */
export function actAsSystem<T>(
  { authority }: Authorized,
  work: (tx: Tx) => Promise<T>,
  { timeoutMs }: { timeoutMs?: number } = {},
): Promise<T> {
  return unlessLong(timeoutMs, () => transact("system", "writes", work, { timeoutMs, authority }));
}

/** `asSystem` for reading, as `readInOrganization` is. */
export function readAsSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact("system", "reads", work);
}

/** `asSystem` for one statement that reads, as `queryInOrganization` is. */
export async function queryAsSystem<Row extends object>(statement: Prisma.Sql): Promise<Row[]> {
  return (await alone<Row>("system", "reads", statement)).rows;
}

/** `asSystem` for one statement that writes, as `executeInOrganization` is. */
export function executeAsSystem<Row extends object>(statement: Prisma.Sql): Promise<Outcome<Row>> {
  return alone("system", "writes", statement);
}

/**
 * `asSystem` for hot transactions of SQL alone: its statements are sent without waiting for each other's answers, the
 * first of them with the begin. It commits what `work` gives, and is undone when that is undefined.
 * @param by the request that writes, whose authority is held
 */
export function pipelineAsSystem<T>(
  work: (tx: Pipeline) => Promise<T | undefined>,
  { by, timeoutMs, whileCommitting }: { by?: Authorized } & Partial<PipelineOptions<T>> = {},
): Promise<T | undefined> {
  const { fenced } = database();
  const run = (lane: Lane) => {
    const tx: Pipeline = { sentAtOnce: true };
    lanes.set(tx, lane);
    return holding(by?.authority, by?.authority && lane(prepared(by.authority.statement)), () => work(tx));
  };
  return untilNoRaceIsLost(() => fenced.pipeline("system", run, { timeoutMs, whileCommitting }));
}

function alone<Row extends object>(fence: Fence, access: Access, statement: Prisma.Sql): Promise<Outcome<Row>> {
  const { fenced } = database();
  return untilNoRaceIsLost(async () => outcomeOf(await fenced.alone(fence, access, prepared(statement))));
}

const lanes = processSingleton("lanes", () => new WeakMap<Transaction, Lane>());

/**
 * One statement within a transaction of `inOrganization`, `asSystem` or `pipelineAsSystem`, past Prisma: for the hot
 * ones. Sent when called. Throws for a transaction that is over.
 */
export async function execute<Row extends object>(tx: Transaction, statement: Prisma.Sql): Promise<Outcome<Row>> {
  const lane = lanes.get(tx);
  if (!lane) throw new Error("Only the doors that write have a lane past Prisma.");
  return outcomeOf(await lane(prepared(statement)));
}

const outcomeOf = <Row extends object>({ rows, rowCount }: pg.QueryResult<Row>) => ({ rows, count: rowCount ?? 0 });

function prepared({ text, values }: Prisma.Sql): Statement {
  return { name: nameOf(text), text, values, types };
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
  fence: Fence,
  access: Access,
  work: (tx: Tx) => Promise<T>,
  { timeoutMs, authority }: TransactOptions = {},
): Promise<T> {
  const { client, fenced } = database();
  const run = (tx: Tx) => {
    const lane = fenced.lane();
    if (lane) lanes.set(tx, lane);
    return holding(authority, fenced.held(), () => fenced.outside(() => work(tx)));
  };
  const hold = authority && prepared(authority.statement);
  const begin = () => client.$transaction(run, { timeout: timeoutMs ?? TRANSACTION_TIMEOUT_MS });
  return untilNoRaceIsLost(() => fenced.within(fence, access, begin, { hold, statementMs: timeoutMs }));
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

async function untilNoRaceIsLost<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      await requireFence();
      return await work();
    } catch (error) {
      if (attempt >= 5 || !isLostRace(error)) throw error;
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
