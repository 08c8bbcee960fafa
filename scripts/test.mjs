import "./node-version.mjs";
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildApp, distDirs, generateClient, generateRouteTypes } from "./app-build.mjs";
import { Failure, report } from "./failure.mjs";
import { install } from "./install.mjs";
import { newestMajor, nodeBinary } from "./node-binary.mjs";
import { root, supervise } from "./processes.mjs";
import { stopOnSignals } from "./signals.mjs";
import { readChecks, readPlaywright, readVitest } from "./test-results.mjs";

const processes = supervise();
const forever = new Promise(() => {});
const inModules = (file) => path.join(root, "node_modules", file);

/** Runs one tool with inherited output. True on success. */
async function tool(file, args, { env, ...options } = {}) {
  const settings = { ...options, env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env } };
  const { exited } = processes.start(file, process.execPath, [inModules(file), ...args], settings);
  return (await exited).code === 0;
}

const oneCheck = (passes) => (passes ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** A runner that fails without a failing test (an unloadable file, an unhandled rejection) counts as one failure. */
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

/** Runs a TypeScript script of ours that reports passed and broken checks. */
async function checks(name, script, { args = [], graceMs = 20_000, env } = {}) {
  const outputFile = path.join(temporary, `${name}.json`);
  const typescript = ["--conditions=react-server", "--import", "tsx", path.join(root, script)];
  const options = { signal: "SIGINT", graceMs, env: { ...process.env, ...env } };
  const command = [...typescript, ...args, "--output", outputFile];
  const succeeded = (await processes.start(name, process.execPath, command, options).exited).code === 0;
  return counted(readChecks(outputFile), succeeded);
}

/** The short chaos test; the full one is `npm run torture`. Each invariant is one check. */
const torture = () => checks("torture", "test/chaos/main.ts", { args: ["--short"] });

/** The demo on a fresh copy and the documented contract over HTTP, on the current Node. */
const demo = () => checks("demo", "test/fresh-start/main.ts", { graceMs: 60_000 });

/** Runs this script for some kinds of test on another Node's pinned binary. */
async function underNode(major, names) {
  const binary = await nodeBinary(processes, major, { note: console.log });
  const outputFile = path.join(temporary, `node-${major}.json`);
  const args = [path.join(root, "scripts/test.mjs"), `--only=${names.join(",")}`];
  const PATH = `${path.dirname(binary)}:${process.env.PATH}`;
  const env = { ...process.env, PATH, TRUNKLINE_TEST_RESULTS: outputFile };
  const { code } = await processes.start(`Node ${major}`, binary, args, { env, graceMs: 60_000 }).exited;
  return counted(readChecks(outputFile), code === 0);
}

/** Import rules: `.dependency-cruiser.mjs`. */
const importArrows = [
  ...["app", "components", "lib", "instrumentation.ts", "instrumentation-node.ts", "proxy.ts", "next.config.ts"],
  ...["--config", ".dependency-cruiser.mjs", "--output-type", "err"],
];

const kinds = {
  lint: async () => oneCheck(await tool("@biomejs/biome/bin/biome", ["check", "."])),
  imports: async () => oneCheck(await tool("dependency-cruiser/bin/dependency-cruise.mjs", importArrows)),
  types: async () => {
    await generateRouteTypes(processes, { env: process.env, note: console.log });
    return oneCheck(await tool("typescript/bin/tsc", ["--noEmit"]));
  },
  unit: () => vitest("unit"),
  contract: () => vitest("contract"),
  integration: () => vitest("integration"),
  torture,
  journeys,
  "newest-node": () => underNode(newestMajor, ["unit", "demo"]),
};

/** Run only when named. */
const others = { demo };

/** `--node=22` runs the quick kinds and the demo on that Node. */
const underAnother = (major) => ({ [`node-${major}`]: () => underNode(major, ["lint", "types", "unit", "demo"]) });

function choose(args) {
  const [only, ...rest] = args;
  if (only === undefined) return kinds;
  const major = /^--node=(\d+)$/.exec(only)?.[1];
  if (major !== undefined && rest.length === 0) return underAnother(major);
  const every = { ...kinds, ...others };
  const names = Object.keys(every);
  const chosen = /^--only=(.+)$/.exec(only)?.[1].split(",");
  if (rest.length === 0 && chosen?.every((name) => names.includes(name))) {
    return Object.fromEntries(Object.entries(every).filter(([name]) => chosen.includes(name)));
  }
  throw new Failure(
    `Choose kinds of tests as in \`npm test -- --only=${names.join(",")}\`, or a Node as in \`npm test -- --node=${newestMajor}\`.`,
  );
}

async function runKind([name, kind]) {
  console.log(`\n━━ ${name} ${"━".repeat(70 - name.length)}\n`);
  const began = performance.now();
  let counts;
  try {
    counts = await kind();
  } catch (error) {
    if (processes.stopping) await forever; // the signal handler ends this process
    report(error);
    counts = { passed: 0, failed: 1 };
  }
  return { name, skipped: 0, failures: [], ...counts, seconds: (performance.now() - began) / 1000 };
}

/** Collects everything that the tools would leave in the system's temporary folder. */
function makeTemporary() {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "trunkline-test-")));
  chmodSync(folder, 0o711); // when this runs as root, the database's user must be able to enter
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

/** For the run that started this one under another Node. */
function writeResults() {
  const file = process.env.TRUNKLINE_TEST_RESULTS;
  if (!file) return;
  const broken = results.flatMap(({ name, failed: count, failures }) => {
    if (count === 0) return [];
    const named = failures.map(({ name: test, reason }) => ({ name: `${name} › ${test}`, broken: reason }));
    return named.length > 0 ? named : [{ name, broken: [`${count} failed`] }];
  });
  writeFileSync(file, JSON.stringify({ passed: sum("passed"), broken }));
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
  for (const each of Object.entries(chosen)) results.push(await runKind(each));
  summarize(results);
} catch (error) {
  if (processes.stopping) await forever;
  report(error);
  unprepared = 1;
}
await processes.stopAll();
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
const failed = sum("failed") + unprepared;
writeResults();
console.log(`\n${sum("passed")} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
