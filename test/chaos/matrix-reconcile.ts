import { existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "@/scripts/processes.mjs";
import { disorder, whatIsWrong } from "./disorder";
import type { World } from "./world";

const SCRIPT = ["--conditions=react-server", "--import", "tsx", path.join(root, "test/chaos/reconcile-once.ts")];
const PATIENCE_MS = 120_000;
/** An absence needs two complete comparisons, and the one that dies may not count. */
const COMPARISONS = 2;

/**
 * Creates one of each discrepancy that a comparison fixes. A reconciler dies at the point, and later ones finish.
 * Measures the first of them, from its start.
 */
export async function dieReconciling(world: World, point: string, nextNumber: () => string) {
  const scene = await disorder(world, nextNumber);
  // Some actions happen only in the second comparison, so run the first one now.
  if (["lost", "purchase-failed"].some((name) => point.startsWith(name))) await runOnce(world);
  const file = path.join(world.crashFolder, point);
  writeFileSync(file, "");
  const killed = await runOnce(world);
  const reached = !existsSync(file);
  rmSync(file, { force: true });

  const began = performance.now();
  const ends = [await runOnce(world)];
  const recoveryMs = Math.round(performance.now() - began);
  while (ends.length < COMPARISONS) ends.push(await runOnce(world));

  const wrong = await whatIsWrong(world, scene);
  const good = killed === "SIGKILL" && reached && ends.every((end) => end === "exit code 0") && wrong.length === 0;
  const end = wrong.length === 0 ? `put right, ${ends.join(", ")}` : wrong.join("; ");
  return { scene: "reconcile", point, result: reached ? end : `not reached (${killed})`, recoveryMs, good };
}

async function runOnce({ processes, env, log }: World): Promise<string> {
  const run = processes.start("reconcile", process.execPath, SCRIPT, { env, log: log("reconcile") });
  const timer = setTimeout(() => void run.stop(), PATIENCE_MS);
  const { problem } = (await run.exited) as { problem: string };
  clearTimeout(timer);
  return problem;
}
