import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildApp, distDirs } from "@/scripts/app-build.mjs";
import { newSettings } from "@/scripts/installation.mjs";
import { freePort } from "@/scripts/ports.mjs";
import { supervise } from "@/scripts/processes.mjs";
import { appEnvironment, logsIn, serve, startParts } from "@/scripts/stack.mjs";
import { silently } from "@/scripts/stages.mjs";

export type World = {
  databaseUrl: string;
  carrier: { url: string; account_sid: string; auth_token: string };
  /** The URL of the app that `serveApp` starts. */
  url: string;
  /** Serves the app's test build. */
  serveApp: () => Promise<void>;
  log: (part: string) => string;
};

type Options = {
  /** Whether commits wait for the disk, as in production. */
  durable?: boolean;
  env?: Record<string, string>;
};

/** Starts a database and a carrier for `measure`, sets this process's environment, and removes them afterwards. */
export async function inWorld({ durable = false, env: more = {} }: Options, measure: (world: World) => Promise<void>) {
  const processes = supervise();
  const folder = mkdtempSync(path.join(tmpdir(), "trunkline-bench-"));
  chmodSync(folder, 0o711);
  processes.removeAtEnd(folder);
  try {
    const log = logsIn(folder);
    const settings = newSettings();
    const { databaseUrl, carrier } = await startParts({ processes, folder, settings, durable, stage: silently });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = appEnvironment({ databaseUrl, carrier, settings, url, LOG_LEVEL: "warn", ...more });
    Object.assign(process.env, env);
    const serveApp = async () => {
      await buildApp(processes, { env, distDir: distDirs.test, log: log("build"), note: () => {} });
      await serve({ processes, env, port, distDir: distDirs.test, log: log("server") });
    };
    await measure({ databaseUrl, carrier, url, serveApp, log });
    const { closeDatabase } = await import("@/lib/platform/db/db");
    await closeDatabase();
  } finally {
    await processes.stopAll();
  }
}
