import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { generateClient } from "@/scripts/app-build.mjs";
import { startPostgres } from "@/scripts/postgres.mjs";
import { supervise } from "@/scripts/processes.mjs";
import { migrate } from "@/scripts/stack.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** The server's URL; each test file creates its own database there. */
    databaseServerUrl: string;
  }
}

const template = "trunkline_template";

/** One PostgreSQL for the run, with a migrated database to copy. */
export async function setup({ provide }: TestProject) {
  const processes = supervise();
  const folder = mkdtempSync(path.join(tmpdir(), "trunkline-database-"));
  chmodSync(folder, 0o711); // when this runs as root, the database's user must be able to enter
  processes.removeAtEnd(folder);
  try {
    const log = path.join(folder, "setup.log");
    await generateClient(processes, { log, note: () => {} });
    const postgres = await startPostgres({ dataDir: path.join(folder, "postgres"), durable: false, processes });
    await migrate({ processes, databaseUrl: postgres.url(template), log });
    provide("databaseServerUrl", postgres.url("postgres"));
  } catch (error) {
    await processes.stopAll();
    throw error;
  }
  return () => processes.stopAll();
}
