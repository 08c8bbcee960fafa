import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";

const prismaOnly = [
  "schema",
  "connection_limit",
  "pool_timeout",
  "connect_timeout",
  "socket_timeout",
  "pgbouncer",
  "sslaccept",
];

/** A Prisma URL as PostgreSQL understands it, to another database of the same server when one is named. */
function target(url, otherDatabase) {
  const parsed = new URL(url);
  const schema = parsed.searchParams.get("schema") ?? undefined;
  for (const name of prismaOnly) parsed.searchParams.delete(name);
  if (otherDatabase) parsed.pathname = `/${encodeURIComponent(otherDatabase)}`;
  const database = decodeURIComponent(parsed.pathname.slice(1)) || "postgres";
  return { connectionString: parsed.toString(), schema, database };
}

async function query(connectionString, sql) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const onServer = (url, sql) => query(target(url, "postgres").connectionString, sql);

export const ping = (url) => query(target(url).connectionString, "SELECT 1");

export async function createDatabase(url) {
  const { database } = target(url);
  await onServer(url, `CREATE DATABASE ${pg.escapeIdentifier(database)}`);
  return database;
}

export const dropDatabase = (url) =>
  onServer(url, `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(target(url).database)} WITH (FORCE)`);

/** In the words and codes that the CLI acts on. */
export function describeProblem(error, url) {
  const { hostname, port, pathname } = new URL(url);
  const server = `\`${hostname}:${port || 5432}\``;
  if (error.code === "3D000") {
    const message = `Database \`${decodeURIComponent(pathname.slice(1))}\` does not exist on the database server at ${server}.`;
    return { code: "P1003", message };
  }
  if (["ECONNREFUSED", "ENOTFOUND", "ETIMEDOUT", "EHOSTUNREACH"].includes(error.code)) {
    const message = `Can't reach database server at ${server}\n\nPlease make sure your database server is running at ${server}.`;
    return { code: "P1001", message };
  }
  return { code: error.code === "28P01" ? "P1000" : "P1010", message: error.message };
}

// The driver adapter knows no mapping for some types of the system catalogs that the engine reads: they pass as
// text, and single "char" values as the engine's character type.
const charType = 18;
const asText = new Map([charType, 19, 22, 28, 30, 194, 2205, 2206].map((oid) => [oid, 25]));
asText.set(1003, 1009);
const charColumns = new WeakMap();

function mapFields(results) {
  for (const result of [results].flat()) {
    const columns = [];
    for (const [index, field] of (result?.fields ?? []).entries()) {
      if (field.dataTypeID === charType) columns.push(index);
      field.dataTypeID = asText.get(field.dataTypeID) ?? field.dataTypeID;
    }
    if (columns.length > 0) charColumns.set(result.rows, columns);
  }
  return results;
}

class CatalogClient extends pg.Client {
  query(...args) {
    const done = args.at(-1);
    if (typeof done === "function") args[args.length - 1] = (error, result) => done(error, mapFields(result));
    const answer = super.query(...args);
    return typeof answer?.then === "function" ? answer.then(mapFields) : answer;
  }
}

function adapt(queryable) {
  const { queryRaw, startTransaction } = queryable;
  queryable.queryRaw = async (sql) => {
    const result = await queryRaw.call(queryable, sql);
    for (const index of charColumns.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  // The adapter's own splits at every ";", also inside $$ bodies and strings. The native engine sends the whole.
  if (queryable.executeScript) {
    queryable.executeScript = async (script) => {
      try {
        await queryable.underlyingDriver().query(script);
      } catch (error) {
        queryable.onError(error);
      }
    };
  }
  if (startTransaction) {
    queryable.startTransaction = async (...args) => adapt(await startTransaction.apply(queryable, args));
  }
  return queryable;
}

async function connect(url, otherDatabase) {
  const { connectionString, schema } = target(url, otherDatabase);
  const options = schema ? `-c search_path="${schema}"` : undefined;
  return adapt(await new PrismaPg({ connectionString, max: 1, Client: CatalogClient, options }, { schema }).connect());
}

export function createFactory(datasource) {
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => connect(datasource.url),
    async connectToShadowDb() {
      if (datasource.shadowDatabaseUrl) return connect(datasource.shadowDatabaseUrl);
      const name = `prisma_migrate_shadow_db_${randomUUID()}`;
      await onServer(datasource.url, `CREATE DATABASE ${pg.escapeIdentifier(name)}`);
      const adapter = await connect(datasource.url, name);
      const dispose = adapter.dispose.bind(adapter);
      adapter.dispose = async () => {
        await dispose();
        await onServer(datasource.url, `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
      };
      return adapter;
    },
  };
}
