// Migrates the database before any server starts: our tables, then the durable engine's.
import { DBOS } from "@dbos-inc/dbos-sdk";
import "./env-file.mjs";
import { Failure, report } from "./failure.mjs";
import { applyMigrations } from "./migrations.mjs";

const url = process.env.MIGRATION_DATABASE_URL || process.env.DATABASE_URL;
try {
  if (!url) throw new Failure("Set DATABASE_URL, or MIGRATION_DATABASE_URL for a login that owns the tables.");
  await applyMigrations(url, (text) => console.log(text));
  await DBOS.migrate(url, { schemaName: "dbos", applicationRole: "trunkline_system" });
} catch (error) {
  report(error);
  process.exitCode = 1;
}
