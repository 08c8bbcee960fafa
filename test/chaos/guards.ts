import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Failure, report } from "@/scripts/failure.mjs";
import { root, supervise } from "@/scripts/processes.mjs";
import { stopOnSignals } from "@/scripts/signals.mjs";
import { type Guard, guards } from "./guards-list";

/*
 * npm run torture:guards: removes each guard in a copy of the sources and runs the test that must fail. If it still
 * passes, the guard or the test is useless. `-- <words>` selects guards by name.
 */

const TEST_MS = 300_000;
const MIGRATION = "prisma/migrations/99991231235959_without_guard";

type Ran = { passed: number; failed: number; seconds: number; firstFailure: string };

const processes = supervise();
stopOnSignals(processes);
let stayedGreen = 1;
try {
  const copy = copySources();
  const words = process.argv[2];
  const chosen = guards.filter(
    ({ guard, file }) => (!words || guard.includes(words)) && existsSync(path.join(copy, file)),
  );
  const left = guards.length - chosen.length;
  if (left > 0 && !words)
    console.log(
      `${left} guards have no test file: ${guards
        .filter((each) => !chosen.includes(each))
        .map(({ guard }) => guard)
        .join("; ")}\n`,
    );
  const noticed: boolean[] = [];
  for (const guard of chosen) noticed.push(await isNoticed(copy, guard));
  stayedGreen = noticed.filter((red) => !red).length + (words ? 0 : left);
  console.log(`\n${noticed.filter(Boolean).length} guards matter, ${stayedGreen} do not, or nobody would notice`);
} catch (error) {
  if (processes.stopping) await new Promise(() => {});
  report(error);
}
await processes.stopAll();
process.exit(stayedGreen === 0 ? 0 : 1);

/** The tests pass with the guard and fail without it. */
async function isNoticed(copy: string, guard: Guard): Promise<boolean> {
  const before = await runTest(copy, guard);
  const restore = takeAway(copy, guard);
  const after = await runTest(copy, guard).finally(restore);
  const works = before.passed > 0 && before.failed === 0 && after.failed > 0;
  const [with_, without] = [before, after].map(({ passed, failed }) =>
    failed > 0 ? "red" : passed > 0 ? "green" : "nothing ran",
  );
  console.log(
    `${works ? "✓" : "✗"} ${guard.guard.padEnd(50)} with: ${with_}, without: ${without}  ${(before.seconds + after.seconds).toFixed(0)} s`,
  );
  console.log(`    ${guard.test || guard.file}`);
  if (before.failed > 0 || before.passed === 0) console.log(`    with it: ${before.firstFailure}`);
  else if (works) console.log(`    ${after.firstFailure}`);
  return works;
}

function copySources(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "trunkline-guards-"));
  chmodSync(folder, 0o711); // when this runs as root, the database's user must be able to enter
  processes.removeAtEnd(folder);
  const skipped = ["node_modules", ".git", ".data", ".next*"].map((name) => `--exclude=./${name}`);
  const archive = execFileSync("tar", ["cf", "-", ...skipped, "."], { cwd: root, maxBuffer: 2 ** 30 });
  execFileSync("tar", ["xf", "-"], { cwd: folder, input: archive });
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  return folder;
}

/** Returns a function that restores the guard. */
function takeAway(copy: string, { guard, patches = [], sql }: Guard): () => void {
  const kept = new Map<string, string>();
  for (const { file, from, to } of patches) {
    const whole = path.join(copy, file);
    const text = readFileSync(whole, "utf8");
    if (text.split(from).length !== 2) throw new Failure(`The guard "${guard}" is not in ${file} any more: ${from}`);
    if (!kept.has(whole)) kept.set(whole, text);
    writeFileSync(
      whole,
      text.replace(from, () => to),
    );
  }
  const migration = path.join(copy, MIGRATION);
  if (sql) {
    mkdirSync(migration);
    writeFileSync(path.join(migration, "migration.sql"), sql);
  }
  return () => {
    for (const [file, text] of kept) writeFileSync(file, text);
    rmSync(migration, { recursive: true, force: true });
  };
}

async function runTest(copy: string, { file, test, startRefusal }: Guard): Promise<Ran> {
  const began = performance.now();
  const output = path.join(copy, "result.json");
  rmSync(output, { force: true });
  const project = file.endsWith(".db.test.ts") ? "integration" : "unit";
  const args = ["run", `--project=${project}`, file, "-t", test, "--reporter=json", `--outputFile=${output}`];
  const vitest = path.join(copy, "node_modules/vitest/vitest.mjs");
  const log = path.join(copy, "vitest.log");
  const run = processes.start("vitest", process.execPath, [vitest, ...args], { cwd: copy, log });
  const timer = setTimeout(() => void run.stop(), TEST_MS);
  await run.exited;
  clearTimeout(timer);
  const seconds = (performance.now() - began) / 1000;
  // A test that cannot run detects nothing.
  if (!existsSync(output)) return { passed: 0, failed: 0, seconds, firstFailure: run.log().slice(-400) };
  const result = JSON.parse(readFileSync(output, "utf8")) as VitestResult;
  const assertions = result.testResults.flatMap(({ assertionResults }) => assertionResults);
  const firstFailure = assertions.flatMap(({ failureMessages }) => failureMessages)[0]?.split("\n")[0] ?? "";
  const message = firstFailure || result.testResults.map(({ message = "" }) => message.split("\n")[0]).join(" ");
  const isRefused = startRefusal !== undefined && message.includes(startRefusal);
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + Number(isRefused),
    seconds,
    firstFailure: message.slice(0, 200),
  };
}

type VitestResult = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { message?: string; assertionResults: { failureMessages: string[] }[] }[];
};
