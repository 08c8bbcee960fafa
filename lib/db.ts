import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "@/lib/env";
import { type Prisma, PrismaClient } from "@/lib/generated/prisma/client";
import { log } from "@/lib/log";

export type Tx = Prisma.TransactionClient;

function connect() {
  const pool = new pg.Pool({ connectionString: env().DATABASE_URL, max: 30, connectionTimeoutMillis: 10_000 });
  // Without listeners, idle and on each connection at work, a restart of the database would end this process.
  pool.on("error", (error) => log().warn({ error }, "idle database connection lost"));
  pool.on("connect", (client) => client.on("error", (error) => log().warn({ error }, "database connection lost")));
  const client = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: 15_000, timeout: 15_000 },
  });
  return { pool, client };
}

const kept = globalThis as typeof globalThis & { trunklineDatabase?: ReturnType<typeof connect> };

function database() {
  kept.trunklineDatabase ??= connect();
  return kept.trunklineDatabase;
}

/**
 * The door to one organization's rows: one transaction, retried when the database says that it lost a race.
 * The organization is named here once, so that row-level security can stand behind this door.
 */
export function inOrganization<T>(ctx: { organizationId: string }, work: (tx: Tx) => Promise<T>): Promise<T> {
  void ctx.organizationId;
  return transact(work);
}

/** The door for jobs and for what comes before an organization is known: sign-in, tokens, the sweep of purchases. */
export function asSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(work);
}

async function transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database().client.$transaction(work);
    } catch (error) {
      if (attempt >= 5 || !lostRace(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
    }
  }
}

/** Prisma's P2034 and its adapter's word for it; PostgreSQL's 40001 (serialization failure) and 40P01 (deadlock). */
const lostRaces = ["P2034", "TransactionWriteConflict", "40001", "40P01"];

function lostRace(error: unknown): boolean {
  const codes = errorCodes(error);
  return lostRaces.some((code) => codes.includes(code));
}

/** By Prisma, by its adapter (which says no code for what befell the socket), by Node and by PostgreSQL. */
const outages = [
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "08006",
];

// pg's own, which carry no code.
const outageMessages =
  /connection error and is not queryable|Connection terminated|timeout exceeded when trying to connect/;

/** Whether the database was not there, as against refusing what was asked. */
export function isDatabaseOutage(error: unknown): boolean {
  const codes = errorCodes(error);
  return outages.some((code) => codes.includes(code)) || (error instanceof Error && outageMessages.test(error.message));
}

function errorCodes(error: unknown): string[] {
  if (typeof error !== "object" || error === null) return [];
  const own = "code" in error && typeof error.code === "string" ? [error.code] : [];
  const kind = "kind" in error && typeof error.kind === "string" ? [error.kind] : [];
  const original = "originalCode" in error && typeof error.originalCode === "string" ? [error.originalCode] : [];
  const meta = "meta" in error ? errorCodes(error.meta) : [];
  const adapter = "driverAdapterError" in error ? errorCodes(error.driverAdapterError) : [];
  const cause = "cause" in error ? errorCodes(error.cause) : [];
  return [...own, ...kind, ...original, ...meta, ...adapter, ...cause];
}

/** The connections, for the durable engine: it shares them and never ends them. */
export function databasePool(): pg.Pool {
  return database().pool;
}

/** Answers when the database does. */
export async function pingDatabase(): Promise<void> {
  await database().pool.query("SELECT 1");
}

/** For scripts and tests, which end. */
export async function closeDatabase(): Promise<void> {
  const open = kept.trunklineDatabase;
  kept.trunklineDatabase = undefined;
  await open?.client.$disconnect();
  if (open && !open.pool.ended) await open.pool.end();
}
