import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { Failure } from "./failure.mjs";
import { root } from "./processes.mjs";

const ours = path.join(root, "prisma/migrations");

/** As Prisma makes it, so that its tools read what was applied here, and the other way round. */
const table = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

/**
 * Applies the migrations of prisma/migrations that the database does not have yet, in the order of their names, each in
 * a transaction with its row in `_prisma_migrations`. Creates the database when it is not there. Of several that run at
 * once, one works and the others wait.
 * @param url of a login that owns the tables
 * @param note is told of each migration
 * @param folder of the migrations
 * @throws Failure with the migration's name when its SQL is refused; what it did is undone
 */
export async function applyMigrations(url, note, folder = ours) {
  const client = await connect(url);
  try {
    await client.query("SELECT pg_advisory_lock(hashtextextended('trunkline:migrations', 0))");
    await client.query(table);
    const applied = await appliedMigrations(client);
    for (const name of migrationNames(folder).filter((name) => !applied.has(name))) {
      await apply(client, folder, name);
      note(`Applied ${name}`);
    }
  } finally {
    await client.end();
  }
}

const migrationNames = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

async function appliedMigrations(client) {
  const { rows } = await client.query(
    "SELECT migration_name, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  const broken = rows.find(({ finished_at }) => finished_at === null);
  if (broken) {
    throw new Failure(
      `The migration ${broken.migration_name} failed half-way under another tool. Put its tables right, then set finished_at or rolled_back_at of its row in _prisma_migrations.`,
    );
  }
  return new Set(rows.map(({ migration_name }) => migration_name));
}

async function apply(client, folder, name) {
  const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
  const checksum = createHash("sha256").update(sql).digest("hex");
  try {
    await client.query("BEGIN");
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES ($1, $2, clock_timestamp(), $3, 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw new Failure(`The migration ${name} was refused, and nothing of it was kept: ${error.message}`);
  }
}

async function connect(url) {
  try {
    return await connected(url);
  } catch (error) {
    if (error.code !== INVALID_CATALOG_NAME) throw error;
    await createDatabase(url);
    return connected(url);
  }
}

const INVALID_CATALOG_NAME = "3D000";
/** Of two that create it at once, the later one is refused by the name or by the catalog's index. */
const databaseIsThere = ["42P04", "23505"];

async function connected(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

async function createDatabase(url) {
  const server = new URL(url);
  const name = decodeURIComponent(server.pathname.slice(1));
  server.pathname = "/postgres";
  const client = await connected(server.href);
  try {
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    // Another migration has just made it.
    if (!databaseIsThere.includes(error.code)) throw error;
  } finally {
    await client.end();
  }
}
