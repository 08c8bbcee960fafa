import { equal, ok } from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { report } from "@/scripts/failure.mjs";
import { freePort } from "@/scripts/ports.mjs";
import { supervise } from "@/scripts/processes.mjs";
import { stopOnSignals } from "@/scripts/signals.mjs";
import { appEnvironment } from "@/scripts/stack.mjs";
import { stage } from "@/scripts/stages.mjs";
import { copyRepository, giveToOrdinaryUser, pathOfThisNode } from "./copy";
import { type DemoFile, startDemo } from "./demo";
import { type Check, clientOf, documentedChecks } from "./documented";
import { hasStopped, listensEverywhere, listensOnLoopbackOnly } from "./machine";

/*
 * What README promises about machines and the API, tried on a copy without packages or builds under the Node that runs
 * this: `npm run demo` installs, builds and serves; the documented contract is asked over HTTP; the demo starts again as
 * an ordinary user, open to the network, with its data; and once more without them. `--output` gets the result as JSON.
 */

const { values } = parseArgs({ options: { output: { type: "string" } } });
const processes = supervise();
stopOnSignals(processes);
const broken: { name: string; broken: string[] }[] = [];
let passed = 0;

async function runChecks(checks: Check[]): Promise<void> {
  for (const { name, run } of checks) {
    try {
      await run();
      passed++;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      console.log(`✗ ${name}\n    ${text.replaceAll("\n", "\n    ")}`);
      broken.push({ name, broken: text.split("\n") });
    }
  }
}

async function run(): Promise<void> {
  const place = mkdtempSync(path.join(tmpdir(), "trunkline-fresh-"));
  processes.removeAtEnd(place);
  chmodSync(place, 0o755);
  const [folder, home] = [path.join(place, "trunkline"), path.join(place, "home")];
  copyRepository(folder);
  mkdirSync(home);
  const port = await freePort();
  const log = path.join(place, "demo.log");
  const PATH = pathOfThisNode(path.join(place, "bin"));
  // Proxies and certificates of this machine stay. NODE_ENV as on many servers: what the build needs is installed all the
  // same. Packages that npm has fetched before need not come again.
  const ours = Object.entries(process.env).filter(([name]) => !/^npm_(?!config_)|^TRUNKLINE_|^HOST$/.test(name));
  const machine = { ...Object.fromEntries(ours), npm_config_prefer_offline: "true" };
  const env = { ...machine, PATH, PORT: String(port), NODE_ENV: "production" as const };
  const start = (others: Partial<Parameters<typeof startDemo>[0]> = {}) =>
    startDemo({ processes, folder, log, env, ...others });

  const first = await stage("A fresh npm run demo", () => start());
  await stage("The contract over HTTP", () => checkFirstStart(first.demo, folder, port));
  const { demo } = first;
  const number = await newestNumber(demo);
  await first.stop();
  const parts = [demo.url, demo.carrier.url, demo.database_url.replace(/^postgresql:/, "http:")];
  await runChecks([{ name: "Ctrl-C stops everything", run: () => hasStopped(parts) }]);

  const user = giveToOrdinaryUser([folder, home]);
  const open = { env: { ...env, HOME: home, TMPDIR: home, HOST: "0.0.0.0" }, user };
  const second = await stage("Again, as an ordinary user", () => start(open));
  await runChecks([
    { name: "HOST=0.0.0.0 opens it", run: () => listensEverywhere(port) },
    { name: "the demo keeps its data", run: async () => ok((await directoryOf(second.demo, demo)).includes(number)) },
  ]);
  await second.stop();

  rmSync(path.join(folder, ".data"), { recursive: true });
  const third = await stage("And without .data/", () => start(open));
  await runChecks([
    {
      name: "without .data/ it starts over",
      run: async () => {
        ok(third.demo.api_key !== demo.api_key);
        equal((await clientOf(third.demo)("/core/phone-numbers", { token: demo.api_key })).status, 401);
        ok(!(await directoryOf(third.demo, third.demo)).includes(number));
      },
    },
  ]);
  await third.stop();
}

async function checkFirstStart(demo: DemoFile, folder: string, port: number): Promise<void> {
  const name = "listens on 127.0.0.1 only, at PORT";
  await runChecks([{ name, run: () => listensOnLoopbackOnly(port) }, ...documentedChecks(demo)]);
  const settings = JSON.parse(readFileSync(path.join(folder, ".data/settings.json"), "utf8"));
  const { url, carrier, database_url: databaseUrl } = demo;
  const receivers = { ALLOWED_PRIVATE_ADDRESSES: "127.0.0.77/32", ALLOWED_PRIVATE_PORTS: "1-65535" };
  Object.assign(
    process.env,
    appEnvironment({ databaseUrl, carrier, settings, url, ...receivers, LOG_LEVEL: "silent" }),
    {
      NODE_ENV: "test",
    },
  );
  (await import("@/lib/platform/jobs/engine")).registerWorkflowsOf(() => import("@/lib/workflows"));
  const { newTenant } = await import("@/test/security/callers");
  const { operationChecks } = await import("./every-operation");
  await runChecks(operationChecks(url, await newTenant()));
  await (await import("@/lib/platform/jobs/engine")).stopEngine(0);
  await (await import("@/lib/platform/db/db")).closeDatabase();
}

const directoryOf = async (demo: DemoFile, { api_key }: DemoFile) =>
  (await clientOf(demo)("/core/phone-numbers?limit=100", { token: api_key })).text;

async function newestNumber(demo: DemoFile): Promise<string> {
  const { json } = await clientOf(demo)("/core/phone-numbers?limit=1");
  return z.object({ data: z.array(z.object({ phone_number: z.string() })) }).parse(json).data[0]?.phone_number ?? "";
}

try {
  console.log(`Node ${process.versions.node}\n`);
  await run();
} catch (error) {
  if (processes.stopping) await new Promise(() => {});
  report(error);
  broken.push({ name: "the run itself", broken: [error instanceof Error ? error.message : String(error)] });
}
if (values.output) writeFileSync(values.output, JSON.stringify({ passed, broken }));
await processes.stopAll();
console.log(`\n${passed} passed, ${broken.length} failed under Node ${process.versions.node}`);
process.exit(broken.length === 0 ? 0 : 1);
