import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { withLock } from "./locks.mjs";
import { root } from "./processes.mjs";

const packagesOf = (file) => Object.entries(JSON.parse(readFileSync(path.join(root, file), "utf8")).packages);

/** npm writes its lock file into node_modules last, so its presence marks a complete install. */
function isInstalled() {
  if (!existsSync(path.join(root, "node_modules/.package-lock.json"))) return false;
  const present = new Map(packagesOf("node_modules/.package-lock.json"));
  const wanted = packagesOf("package-lock.json").filter(([name]) => name !== "");
  const missing = wanted.some(([name, { version, optional, devOptional, peer }]) => {
    const found = present.get(name);
    present.delete(name);
    return found ? found.version !== version : !(optional || devOptional || peer);
  });
  return !missing && present.size === 0;
}

/** Runs the npm that started this process, or the one in PATH. */
export function npm(processes, args, options) {
  const name = `npm ${args[0]}`;
  const caller = process.env.npm_execpath?.endsWith("npm-cli.js") ? process.env.npm_execpath : undefined;
  const settings = { graceMs: 1000, ...options };
  return caller
    ? processes.run(name, process.execPath, [caller, ...args], settings)
    : processes.run(name, "npm", args, settings);
}

/** Runs `npm ci` unless the installed packages match package-lock.json. Needs only Node and npm. */
export function install(processes, { log, note }) {
  return withLock(path.join(root, ".data/install.lock"), note, async () => {
    if (isInstalled()) return note("up to date");
    await npm(processes, ["ci", "--include=dev", "--no-audit", "--no-fund"], { log });
    note("installed");
  });
}
