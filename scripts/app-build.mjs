import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { withLock } from "./locks.mjs";
import { root } from "./processes.mjs";
import { buildWorkers } from "./worker-build.mjs";

export const next = path.join(root, "node_modules/next/dist/bin/next");
/** Tests have their own build, so that they never replace the one the demo is serving. */
export const distDirs = { app: ".next", test: ".next-test", torture: ".next-torture" };

const inRoot = (...parts) => path.join(root, ...parts);
const fingerprint = (files) => {
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(inRoot(file)))
      .update("\0");
  return hash.digest("hex");
};
const holds = (file, text) => existsSync(file) && readFileSync(file, "utf8") === text;
const skipped = /^(\.|node_modules$|bench$|e2e$|scripts$|lib\/generated$|lib\/testing$|test-results|playwright)/;
const irrelevant = /\.(md|tsbuildinfo)$|\.test\.tsx?$|^next-env\.d\.ts$/;

function sources(folder = "") {
  return readdirSync(inRoot(folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const name = path.posix.join(folder, entry.name);
      if (skipped.test(name) || entry.name.startsWith(".")) return [];
      if (entry.isDirectory()) return sources(name);
      return irrelevant.test(name) ? [] : [name];
    });
}

/** Generates `lib/generated`: the worker threads, and the database client when the schema or Prisma has changed. */
export function generateClient(processes, { log, note }) {
  return withLock(inRoot(".data/generate.lock"), note, async () => {
    await buildWorkers();
    const stamp = inRoot("lib/generated/prisma/made-from");
    const now = fingerprint(["prisma/schema.prisma", "node_modules/prisma/package.json"]);
    if (holds(stamp, now)) return note("up to date");
    await processes.run("prisma generate", process.execPath, [inRoot("scripts/prisma.mjs"), "generate"], { log });
    writeFileSync(stamp, now);
  });
}

/** Generates Next.js's route types without a build. */
export function generateRouteTypes(processes, { env, note }) {
  return withLock(inRoot(".data/build.lock"), note, async () => {
    forgetRouteTypes();
    await processes.run("next typegen", process.execPath, [next, "typegen"], { env });
  });
}

/** Builds when the sources have changed; `isInUse` says whether one of our servers runs from this folder. */
export function buildApp(processes, { env, distDir, log, note, isInUse = () => false }) {
  return withLock(inRoot(".data/build.lock"), note, async () => {
    const stamp = inRoot(distDir, "made-from");
    const now = fingerprint(sources());
    if (holds(stamp, now)) return note("up to date");
    if (isInUse()) {
      throw new Failure("The sources have changed since the demo that is running was built: stop that one first.");
    }
    rmSync(stamp, { force: true });
    forgetRouteTypes();
    const settings = { ...env, NODE_ENV: "production", NEXT_DIST_DIR: distDir };
    await processes.run("next build", process.execPath, [next, "build"], { env: settings, log });
    writeFileSync(stamp, now);
  });
}

/** Route types of another build may name deleted routes, and tsconfig.json includes them all. */
function forgetRouteTypes() {
  for (const folder of [...Object.values(distDirs), ".next/dev"]) {
    rmSync(inRoot(folder, "types"), { recursive: true, force: true });
  }
}
