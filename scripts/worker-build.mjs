import { root } from "./processes.mjs";

/**
 * Bundles each worker thread into one file that plain Node.js runs, for the app, development and tests alike.
 * lib/numbers/import/file-reader.ts starts it.
 */
export async function buildWorkers() {
  const { build } = await import("esbuild"); // imported late because a fresh clone has no packages yet
  await build({
    absWorkingDir: root,
    entryPoints: ["lib/numbers/import/read-worker.ts"],
    outdir: "lib/generated/workers",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "silent",
  });
}
