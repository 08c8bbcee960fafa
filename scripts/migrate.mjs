// Brings the database up to date, before any server starts: our tables, then the durable engine's own.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { DBOS } from "@dbos-inc/dbos-sdk";
import "./env-file.mjs";

const prisma = fileURLToPath(new URL("./prisma.mjs", import.meta.url));
const { status } = spawnSync(process.execPath, [prisma, "migrate", "deploy"], { stdio: "inherit" });
if (status !== 0) process.exit(status ?? 1);
await DBOS.migrate(process.env.MIGRATION_DATABASE_URL || process.env.DATABASE_URL, {
  schemaName: "dbos",
  applicationRole: "trunkline_system",
});
