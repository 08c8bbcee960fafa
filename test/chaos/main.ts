import { writeFileSync } from "node:fs";
import { report } from "@/scripts/failure.mjs";
import { supervise } from "@/scripts/processes.mjs";
import { stopOnSignals } from "@/scripts/signals.mjs";
import { type Options, readOptions } from "./options";
import type { Check } from "./verdict";
import { startWorld, type World } from "./world";

/*
 * npm run torture: kills, freezes and crashes during purchases, then checks the invariants. The seed decides orders,
 * carrier faults, disasters and pauses; timing still varies between runs.
 */

/** Keeps background comparisons from reaching a crash point first. */
const QUIET = { RECONCILE_EVERY_MS: "600000" };
const BUSY = { RECONCILE_EVERY_MS: "5000" };
/** No request stops waiting before the server is told to shut down. */
const PATIENT = { ...QUIET, PURCHASE_WAIT_MS: "25000" };

const processes = supervise();
stopOnSignals(processes);
let failed = 1;
try {
  const options = readOptions();
  console.log(`seed ${options.seed}\n`);
  const checks: Check[] = [];
  if (options.parts.shutdown)
    checks.push(
      ...(await within(options, PATIENT, async (world) => (await import("./shutdown")).runShutdown(world, options))),
    );
  if (options.parts.matrix)
    checks.push(
      ...(await within(options, QUIET, async (world) => (await import("./matrix")).runMatrix(world, options))),
    );
  if (options.parts.storm)
    checks.push(...(await within(options, BUSY, async (world) => (await import("./storm")).runStorm(world, options))));
  const broken = tell(checks, options.seed);
  failed = broken.length;
  if (options.output) writeFileSync(options.output, JSON.stringify({ passed: checks.length - failed, broken }));
} catch (error) {
  if (processes.stopping) await new Promise(() => {});
  report(error);
}
await processes.stopAll();
process.exit(failed === 0 ? 0 : 1);

/** Runs each part in its own environment. */
async function within(options: Options, others: Record<string, string>, run: (world: World) => Promise<Check[]>) {
  const world = await startWorld(processes, options, others);
  try {
    return await run(world);
  } finally {
    await world.close();
  }
}

/** Prints one line per check and the number that hold; returns those that do not. */
function tell(checks: Check[], seed: number): Check[] {
  console.log();
  for (const { name, broken } of checks) {
    console.log(`${broken.length === 0 ? "✓" : "✗"} ${name}${broken.length === 0 ? "" : `: ${broken.length}`}`);
    for (const line of broken.slice(0, 5)) console.log(`    ${line.slice(0, 600)}`);
  }
  const broken = checks.filter((check) => check.broken.length > 0);
  const hold = checks.length - broken.length;
  console.log(`\n${hold} hold, ${broken.length} do not. Again: npm run torture -- --seed ${seed}`);
  return broken;
}
