import { root } from "./processes.mjs";

/**
 * Compiles the worker threads, each into one file that every Node.js runs as it is: in the built app, in development and
 * in tests alike. lib/numbers/import/file-reader.ts starts it from there.
 */
export async function buildWorkers() {
  const { build } = await import("esbuild"); // on a fresh clone, packages come after this file
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
