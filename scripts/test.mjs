import "./node-version.mjs";
import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildApp, distDirs, generateClient, generateRouteTypes } from "./app-build.mjs";
import { Failure, report } from "./failure.mjs";
import { install } from "./install.mjs";
import { root, supervise } from "./processes.mjs";
import { stopOnSignals } from "./signals.mjs";
import { readPlaywright, readTorture, readVitest } from "./test-results.mjs";

const processes = supervise();
const forever = new Promise(() => {});
const inModules = (file) => path.join(root, "node_modules", file);

/** One tool: its output goes where ours goes. True when it was content. */
async function tool(file, args, { env, ...options } = {}) {
  const settings = { ...options, env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env } };
  const { exited } = processes.start(file, process.execPath, [inModules(file), ...args], settings);
  return (await exited).code === 0;
}

const oneCheck = (passes) => (passes ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** A runner that fails without a failing test (a file that does not load, an unhandled rejection) has failed once. */
function counted({ passed = 0, failed = 0, skipped = 0, failures }, succeeded) {
  if (passed + failed === 0) console.log("Nothing ran.");
  return { passed, failed: failed === 0 && (!succeeded || passed === 0) ? 1 : failed, skipped, failures };
}

async function vitest(project) {
  const outputFile = path.join(temporary, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${outputFile}`];
  const succeeded = await tool("vitest/vitest.mjs", ["run", "--project", project, ...reporters]);
  return counted(readVitest(outputFile), succeeded);
}

async function journeys() {
  await buildApp(processes, { env: process.env, distDir: distDirs.test, note: console.log });
  const outputFile = path.join(temporary, "journeys.json");
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: outputFile };
  const stop = { signal: "SIGINT", graceMs: 15_000 };
  const succeeded = await tool("@playwright/test/cli.js", ["test", "--reporter=list,json"], { env, ...stop });
  if (succeeded) rmSync(path.join(root, "test-results"), { recursive: true, force: true });
  return counted(readPlaywright(outputFile), succeeded);
}

/** A short storm; the full one is `npm run torture`. Each invariant is one check. */
async function torture() {
  const outputFile = path.join(temporary, "torture.json");
  const script = path.join(root, "scripts/torture/main.ts");
  const args = ["--conditions=react-server", "--import", "tsx", script, "--short", "--output", outputFile];
  const { exited } = processes.start("torture", process.execPath, args, { signal: "SIGINT", graceMs: 20_000 });
  const succeeded = (await exited).code === 0;
  return counted(readTorture(outputFile), succeeded);
}

const kinds = {
  lint: async () => oneCheck(await tool("@biomejs/biome/bin/biome", ["check", "."])),
  types: async () => {
    await generateRouteTypes(processes, { env: process.env, note: console.log });
    return oneCheck(await tool("typescript/bin/tsc", ["--noEmit"]));
  },
  unit: () => vitest("unit"),
  contract: () => vitest("contract"),
  integration: () => vitest("integration"),
  torture,
  journeys,
};

function choose(args) {
  const names = Object.keys(kinds);
  const [only, ...others] = args;
  if (only === undefined) return names;
  const chosen = /^--only=(.+)$/.exec(only)?.[1].split(",");
  if (others.length === 0 && chosen?.every((name) => names.includes(name))) {
    return names.filter((name) => chosen.includes(name));
  }
  throw new Failure(`Choose kinds of tests as in \`npm test -- --only=${names.join(",")}\`.`);
}

async function runKind(name) {
  console.log(`\n━━ ${name} ${"━".repeat(70 - name.length)}\n`);
  const began = performance.now();
  let counts;
  try {
    counts = await kinds[name]();
  } catch (error) {
    if (processes.stopping) await forever; // the signal's handler ends this process
    report(error);
    counts = { passed: 0, failed: 1 };
  }
  return { name, skipped: 0, failures: [], ...counts, seconds: (performance.now() - began) / 1000 };
}

/** Beneath it goes everything that the tools would leave in the system's temporary folder. */
function makeTemporary() {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "trunkline-test-")));
  chmodSync(folder, 0o711); // as root, the database runs as another user, who must get through
  process.env.TMPDIR = folder;
  processes.removeAtEnd(folder);
  return folder;
}

function summarize(results) {
  console.log(`\n━━ all ${"━".repeat(67)}\n`);
  for (const { name, passed, failed, skipped, failures, seconds } of results) {
    const numbers = `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`;
    console.log(`${failed ? "✗" : "✓"} ${name.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s   ${numbers}`);
    for (const { name: test, reason } of failures) console.log([`  ✗ ${test}`, ...reason].join("\n      "));
  }
}

let temporary;
const results = [];
let unprepared = 0;
try {
  const chosen = choose(process.argv.slice(2));
  temporary = makeTemporary();
  stopOnSignals(processes);
  await install(processes, { note: (text) => console.log(`Packages: ${text}`) });
  await generateClient(processes, { note: (text) => console.log(`Database client: ${text}`) });
  for (const name of chosen) results.push(await runKind(name));
  summarize(results);
} catch (error) {
  if (processes.stopping) await forever;
  report(error);
  unprepared = 1;
}
await processes.stopAll();
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
const failed = sum("failed") + unprepared;
console.log(`\n${sum("passed")} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
