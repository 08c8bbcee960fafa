import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeEach, expect, it } from "vitest";
import { env } from "@/lib/platform/env";
import { applyMigrations } from "./migrations.mjs";

const database = `migrated_${process.pid}`;
const url = new URL(env().DATABASE_URL);
url.pathname = `/${database}`;
const folder = mkdtempSync(path.join(tmpdir(), "trunkline-migrations-"));

async function ask(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return (await client.query(sql).finally(() => client.end())).rows;
}

function write(name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, "migration.sql"), sql);
}

const dropDatabase = () => ask(env().DATABASE_URL, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);

beforeEach(async () => {
  await dropDatabase();
  rmSync(folder, { recursive: true, force: true });
  write("2_pear", "ALTER TABLE fruit ADD COLUMN pear int; INSERT INTO fruit (pear) VALUES (2);");
  write("1_fruit", "CREATE TABLE fruit (apple int); INSERT INTO fruit VALUES (1);");
});

afterAll(dropDatabase);

async function migrated(): Promise<string[]> {
  const noted: string[] = [];
  await applyMigrations(url.href, (text: string) => noted.push(text), folder);
  return noted;
}

it("creates the database and applies each migration once, in the order of their names", async () => {
  expect(await migrated()).toEqual(["Applied 1_fruit", "Applied 2_pear"]);
  expect(await migrated()).toEqual([]);
  expect(await ask(url.href, "SELECT apple, pear FROM fruit ORDER BY apple")).toEqual([
    { apple: 1, pear: null },
    { apple: null, pear: 2 },
  ]);
});

it("of several at once, applies each migration once", async () => {
  const noted = await Promise.all([migrated(), migrated(), migrated()]);
  expect(noted.flat().sort()).toEqual(["Applied 1_fruit", "Applied 2_pear"]);
});

it("keeps nothing of a migration that is refused, and names it", async () => {
  write("3_bad", "CREATE TABLE kept (id int); SELECT 1 / 0;");
  await expect(migrated()).rejects.toThrow("The migration 3_bad was refused, and nothing of it was kept");
  expect(await ask(url.href, "SELECT to_regclass('kept') AS kept")).toEqual([{ kept: null }]);
  write("3_bad", "CREATE TABLE kept (id int);");
  expect(await migrated()).toEqual(["Applied 3_bad"]);
});

it("goes on from what Prisma applied, and stops where Prisma failed half-way", async () => {
  await migrated();
  const prisma = "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES";
  await ask(url.href, `${prisma} ('a', 'b', '3_by_prisma', now())`);
  write("3_by_prisma", "SELECT 1 / 0;");
  expect(await migrated()).toEqual([]);
  await ask(url.href, `${prisma} ('c', 'd', '4_by_prisma', NULL)`);
  await expect(migrated()).rejects.toThrow("4_by_prisma failed half-way");
});
