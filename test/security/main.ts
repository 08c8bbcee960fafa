import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildApp, distDirs } from "@/scripts/app-build.mjs";
import { report } from "@/scripts/failure.mjs";
import { newSettings } from "@/scripts/installation.mjs";
import { freePort } from "@/scripts/ports.mjs";
import { supervise } from "@/scripts/processes.mjs";
import { stopOnSignals } from "@/scripts/signals.mjs";
import { appEnvironment, logsIn, serve, startParts, unlimited } from "@/scripts/stack.mjs";
import { stage } from "@/scripts/stages.mjs";
import { checkedAdvisories, installedPackages, openAdvisories } from "./checked-advisories";
import { countVulnerabilities } from "./vulnerabilities";

/*
 * npm run security:report: authorization matrix, contract fuzz, known vulnerabilities. `--seed` repeats a run,
 * `--operation` limits it to one operation, `--requests` sets how many, `--no-server` stays in this process.
 */

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    operation: { type: "string" },
    requests: { type: "string" },
    "no-server": { type: "boolean" },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const requests = Number(values.requests ?? 52_000);
const OVER_HTTP = 0.05;
const METRICS_TOKEN = "token of the metrics";

const processes = supervise();
stopOnSignals(processes);
let broken = 1;
try {
  console.log(`seed ${seed}\n`);
  broken = await run();
  console.log(`\nAgain: npm run security:report -- --seed ${seed}`);
} catch (error) {
  if (processes.stopping) await new Promise(() => {});
  report(error);
}
await processes.stopAll();
process.exit(broken === 0 ? 0 : 1);

/** Prints a line for each figure; returns how many are not as required. */
async function run(): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), "trunkline-security-"));
  chmodSync(folder, 0o711); // when this runs as root, the database's user must be able to enter
  processes.removeAtEnd(folder);
  const settings = newSettings();
  const { databaseUrl, carrier } = await startParts({ processes, folder, settings, durable: false, stage });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  // Test webhook endpoints are created there, without a listener.
  const receivers = { ALLOWED_PRIVATE_ADDRESSES: "127.0.0.77/32", ALLOWED_PRIVATE_PORTS: "1-65535" };
  const quiet = { LOG_LEVEL: "silent", CARRIER_CACHE_MS: "0", CARRIER_COOL_DOWN_MS: "0", METRICS_TOKEN, ...receivers };
  const env = appEnvironment({ databaseUrl, carrier, settings, url, ...quiet, ...unlimited });
  Object.assign(process.env, env, { NODE_ENV: "test" });
  (await import("@/lib/platform/jobs/engine")).registerWorkflowsOf(() => import("@/lib/workflows"));
  await (await import("@/lib/numbers/managed-accounts/ensure-default-account")).ensureDefaultAccount();
  const faults = [await matrix(), await fuzz()];
  if (!values["no-server"]) {
    const log = logsIn(folder);
    const distDir = distDirs.test;
    await stage("Building the app", (note: (text: string) => void) =>
      buildApp(processes, { env, distDir, log: log("build"), note }),
    );
    await serve({ processes, env, port, distDir, log: log("server") });
    faults.push(await fuzzOverHttp(url), await surface(url), await openSurface(url), await openCosts(url));
  }
  faults.push(vulnerabilities());
  await (await import("@/lib/platform/jobs/engine")).stopEngine(0);
  await (await import("@/lib/platform/db/db")).closeDatabase();
  return faults.reduce((sum, count) => sum + count, 0);
}

async function matrix(): Promise<number> {
  const { checkAuthorization } = await import("./authorization-matrix");
  const { operations, cells, differences } = await checkAuthorization();
  const lines = differences.map(
    ({ operation, caller, place, expected, seen }) =>
      `${operation}, ${caller}, ${place}: expected ${expected}, saw ${seen}`,
  );
  return tell(`authorization matrix: ${operations} operations, ${cells} cells`, "differences", lines);
}

async function fuzz(): Promise<number> {
  const { fuzzContract } = await import("./fuzz/contract-fuzz");
  const { faults, byStatus, ...result } = await fuzzContract({ seed, requests, operation: values.operation });
  const statuses = [...byStatus].sort(([a], [b]) => a - b).map(([status, count]) => `${status}×${count}`);
  const lines = faults.map(({ operation, report }) => `${operation} ${report}`);
  return tell(`contract fuzz: ${result.requests} requests (${statuses.join(" ")})`, "faults", lines);
}

async function fuzzOverHttp(origin: string): Promise<number> {
  const { fuzzContract } = await import("./fuzz/contract-fuzz");
  const ask = (request: Request) => fetch(request, { redirect: "manual" });
  // A connection closes after it refused a body, so retry once, as every client does.
  const send = (_: unknown, request: Request) => ask(request.clone()).catch(() => ask(request));
  const options = { seed, requests: requests * OVER_HTTP, operation: values.operation, origin, send };
  const { faults, requests: sent } = await fuzzContract(options);
  const lines = faults.map(({ operation, report }) => `${operation} ${report}`);
  return tell(`contract fuzz over HTTP: ${sent} requests`, "faults", lines);
}

async function surface(origin: string): Promise<number> {
  const { checkSurface } = await import("./surface");
  const { requests: sent, faults } = await checkSurface(origin);
  return tell(`wrong methods and addresses: ${sent} requests`, "faults", faults);
}

async function openSurface(origin: string): Promise<number> {
  const { fuzzOpenSurface } = await import("./open-surface");
  const { requests: sent, faults } = await fuzzOpenSurface(origin, { seed, requests: requests * OVER_HTTP });
  return tell(`fuzz without a credential over HTTP: ${sent} requests`, "faults", faults);
}

async function openCosts(origin: string): Promise<number> {
  const { MAX_HEALTH_CHECKS, measureOpenSurface } = await import("./open-surface");
  const costs = await measureOpenSurface(origin, METRICS_TOKEN);
  const lines = costs
    .filter(({ ratio }) => ratio > MAX_HEALTH_CHECKS)
    .map(({ address, ratio }) => `${address} costs ${Math.round(ratio)} health checks`);
  return tell(`CPU time without a credential: ${costs.length} addresses`, "too costly", lines);
}

function vulnerabilities(): number {
  const advisories = checkedAdvisories();
  const dates = advisories.map(({ checked }) => checked).sort();
  const list = `checked advisories: ${advisories.length}, the oldest of ${dates[0]}`;
  const open = tell(list, "without a verdict", openAdvisories(advisories, installedPackages()));
  const found = countVulnerabilities();
  if ("silence" in found) {
    console.log(`? known vulnerabilities: the registry does not say (${found.silence}), so the checked list decides`);
    return open;
  }
  return open + tell("known vulnerabilities at high or above", "found", Array(found.count).fill("see npm audit"));
}

function tell(what: string, unit: string, lines: string[]): number {
  console.log(`${lines.length === 0 ? "✓" : "✗"} ${what}: ${lines.length} ${unit}`);
  for (const line of lines.slice(0, 20)) console.log(`    ${line.slice(0, 1_500)}`);
  return lines.length;
}
