import { spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { env } from "@/lib/platform/env";

const database = `unmigrated_${process.pid}`;
const url = new URL(env().DATABASE_URL);
url.pathname = `/${database}`;

const run = (args: string[]) =>
  spawn(process.execPath, args, {
    env: {
      ...process.env,
      DATABASE_URL: url.href,
      MIGRATION_DATABASE_URL: "",
      NODE_ENV: "production",
      LOG_LEVEL: "error",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });

function said(server: ReturnType<typeof run>, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = "";
    server.stdout.on("data", (chunk) => {
      text += String(chunk);
      if (text.includes(words)) resolve();
    });
    server.once("exit", () => reject(new Error(`the server ended without saying "${words}": ${text}`)));
  });
}

async function onServer(sql: string) {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

afterAll(() => onServer(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`));

describe("servers that launch before the database is ready", () => {
  it("wait, break nothing for each other, and run once it is migrated", async () => {
    await onServer(`CREATE DATABASE ${database}`);
    const script = `
      const { registerWorkflowsOf, startEngine, stopEngine } = await import("@/lib/platform/jobs/engine");
      registerWorkflowsOf(() => import("@/lib/workflows"));
      await startEngine();
      await stopEngine(0);
      const { closeDatabase } = await import("@/lib/platform/db/db");
      await closeDatabase();`;
    const servers = [1, 2, 3].map(() =>
      run(["--conditions=react-server", "--import", "tsx", "--input-type=module", "-e", script]),
    );
    const ends = servers.map(async (server) => (await once(server, "exit"))[0]);
    await Promise.all(servers.map((server) => said(server, "waits for the database")));
    const migration = run(["scripts/migrate.mjs"]);
    expect((await once(migration, "exit"))[0]).toBe(0);
    expect(await Promise.all(ends)).toEqual([0, 0, 0]);
  }, 120_000);
});
