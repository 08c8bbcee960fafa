import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { LaunchOptions } from "@playwright/test";
import { buildApp, distDirs } from "@/scripts/app-build.mjs";
import { newSettings } from "@/scripts/installation.mjs";
import { freePort } from "@/scripts/ports.mjs";
import { supervise } from "@/scripts/processes.mjs";
import { appEnvironment, logsIn, seed, serve, startParts, unlimited } from "@/scripts/stack.mjs";
import { silently } from "@/scripts/stages.mjs";
import { findChromium } from "./chromium";
import { startOidcProvider } from "./start-oidc-provider";

export type Person = { email: string; password: string };

export type Tenant = {
  organization: { id: string; slug: string };
  managed_account_id: string;
  admin: Person;
  viewer: Person;
  api_key: string;
  viewer_api_key: string;
  personal_access_token: string;
};

export type World = Tenant & {
  url: string;
  carrierUrl: string;
  second_organization: Tenant;
  /** The app's environment, for factories in the test process. */
  env: Record<string, string>;
  chromium: LaunchOptions;
};

/** Tells the workers where the file that describes the stack is. */
const variable = "TRUNKLINE_WORLD";

export function readWorld(): World {
  return JSON.parse(readFileSync(process.env[variable] ?? "", "utf8"));
}

/** Starts a database, carrier, seed, and the built app for these tests, and returns a function that removes them. */
export async function startWorld(): Promise<() => Promise<void>> {
  const processes = supervise();
  const folder = mkdtempSync(path.join(tmpdir(), "trunkline-journeys-"));
  chmodSync(folder, 0o711); // as root, the database runs as another user, who must traverse this folder
  processes.removeAtEnd(folder);
  try {
    const log = logsIn(folder);
    const settings = newSettings();
    const parts = { processes, folder, settings, durable: false, stage: silently };
    const { databaseUrl, carrier } = await startParts(parts);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const hurry = { CARRIER_TIMEOUT_MS: "1000", PURCHASE_WAIT_MS: "3000" };
    // Changes that a test makes directly at the carrier take effect at once.
    const forgetful = { CARRIER_COOL_DOWN_MS: "0", CARRIER_CACHE_MS: "0" };
    const oidc = await startOidcProvider(processes, url, log("oidc"));
    // Addresses of the tests' webhook receivers.
    const allowed = { ALLOWED_PRIVATE_ADDRESSES: "127.0.0.77/32", ALLOWED_PRIVATE_PORTS: "1-65535" };
    const metered = { METRICS_TOKEN: "token of the metrics" };
    const settled = { ...metered, ...hurry, ...forgetful, ...unlimited, ...oidc, ...allowed };
    const env = appEnvironment({ databaseUrl, carrier, settings, url, ...settled });
    const output = path.join(folder, "seed.json");
    await seed({ processes, env, output, log: log("seed") });
    const distDir = distDirs.test;
    await buildApp(processes, { env, distDir, log: log("build"), note: () => {} });
    await serve({ processes, env, port, distDir, log: log("server") });
    const seeded: Omit<World, "url" | "carrierUrl" | "env" | "chromium"> = JSON.parse(readFileSync(output, "utf8"));
    const chromium = await findChromium(path.join(folder, "chromium"));
    const world = { ...seeded, url, carrierUrl: carrier.url, env, chromium };
    process.env[variable] = path.join(folder, "world.json");
    writeFileSync(process.env[variable], JSON.stringify(world), { mode: 0o600 });
  } catch (error) {
    await processes.stopAll();
    throw error;
  }
  return () => processes.stopAll();
}
