import { chmodSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { forgetEnvironment } from "@/lib/platform/env";
import { buildApp, distDirs } from "@/scripts/app-build.mjs";
import { newSettings } from "@/scripts/installation.mjs";
import type { supervise } from "@/scripts/processes.mjs";
import { appEnvironment, logsIn, startParts, unlimited } from "@/scripts/stack.mjs";
import { stage } from "@/scripts/stages.mjs";
import { createSimulatorControl, type SimulatorControl } from "@/simulator/control-client";
import { crashDatabase } from "./database";
import { CARRIER_TIMEOUT_MS } from "./faults";
import type { Options } from "./options";
import { startProxy } from "./proxy";
import { type Servers, startServers } from "./servers";

export type World = {
  /** The load balancer's. */
  url: string;
  servers: Servers;
  carrier: SimulatorControl;
  leaseMs: number;
  env: Record<string, string | undefined> & { NODE_ENV: "production" };
  folder: string;
  log: (name: string) => string;
  processes: ReturnType<typeof supervise>;
  crashDatabase(downMs: number): Promise<void>;
  /** The first process to reach a crash point named here dies, once. */
  crashFolder: string;
  close(): Promise<void>;
};

const LEASE_MS = 2_000;

/** A durable database, a carrier, one production build with crash points, and servers that run it. */
export async function startWorld(
  processes: ReturnType<typeof supervise>,
  options: Options,
  others: Record<string, string> = {},
): Promise<World> {
  const folder = mkdtempSync(path.join(tmpdir(), "trunkline-torture-"));
  chmodSync(folder, 0o711); // when this runs as root, the database's user must be able to enter
  if (process.env.TORTURE_KEEP !== "1") processes.removeAtEnd(folder);
  const crashFolder = path.join(folder, "crash-points");
  mkdirSync(crashFolder);
  const log = logsIn(folder);
  const settings = newSettings();
  const { databaseUrl, carrier } = await startParts({ processes, folder, settings, durable: true, stage });
  // The short run needs no crash points, so it shares the build of the end-to-end tests.
  const crashPoints = options.parts.matrix || !options.short;
  const distDir = crashPoints ? distDirs.torture : distDirs.test;
  const environment = appEnvironment({
    databaseUrl,
    carrier,
    settings,
    url: "http://127.0.0.1",
    LOG_LEVEL: "warn",
    CARRIER_TIMEOUT_MS: String(CARRIER_TIMEOUT_MS),
    PURCHASE_WAIT_MS: "3000",
    IDEMPOTENCY_WAIT_MS: "2000",
    LEASE_MS: String(LEASE_MS),
    ...unlimited,
    TRUNKLINE_CRASH_FOLDER: crashFolder,
    ...others,
  });

  const env = { ...environment, NODE_ENV: "production" as const, TRUNKLINE_CRASH_POINTS: crashPoints ? "1" : "" };
  await stage("Building the app", (note: (text: string) => void) =>
    buildApp(processes, { env, distDir, log: log("build"), note }),
  );
  // This process reads and seeds the same database.
  Object.assign(process.env, env, { LOG_LEVEL: "silent", TRUNKLINE_CRASH_POINTS: "" });
  const servers = await stage("Starting the servers", async (note: (text: string) => void) => {
    const started = await startServers({
      processes,
      env: { ...env, NEXT_DIST_DIR: distDir },
      count: options.servers,
      log,
    });
    await started.allReady();
    note(`${options.servers}, lease ${LEASE_MS} ms`);
    return started;
  });
  const proxy = await startProxy(() => servers.ports());
  const port = settings.postgres_port;
  return {
    ...{ url: proxy.url, servers, leaseMs: LEASE_MS, env, folder, log, processes, crashFolder },
    carrier: createSimulatorControl(carrier.url),
    crashDatabase: (downMs) => crashDatabase({ folder, port, log: log("postgres"), downMs, processes }),
    async close() {
      servers.close();
      proxy.close();
      for (const server of servers.all) servers.kill(server);
      await (await import("@/lib/platform/db/db")).closeDatabase();
      // The next environment has its own database, carrier and keys.
      forgetEnvironment();
    },
  };
}
