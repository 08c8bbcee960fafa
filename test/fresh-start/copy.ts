import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdirSync } from "node:fs";
import path from "node:path";
import { root } from "@/scripts/processes.mjs";

/** What a clone does not have: packages, builds, data, results of tests and the operator's own settings. */
const notCloned =
  /^(node_modules|\.git|\.data|\.next.*|test-results|playwright-report|\.env|\.env\.local|next-env\.d\.ts)$/;

/** Copies the repository as a clone has it. */
export function copyRepository(folder: string): void {
  cpSync(root, folder, {
    recursive: true,
    filter: (source) => {
      const name = path.relative(root, source);
      return !notCloned.test(name) && name !== path.join("lib", "generated");
    },
  });
  chmodSync(folder, 0o755);
}

/** The Node that runs this, as a machine has it that has no other: `node` and npm in the first folder of PATH. */
export function pathOfThisNode(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  copyFileSync(process.execPath, path.join(folder, "node"));
  chmodSync(path.join(folder, "node"), 0o755);
  return `${folder}:${process.env.PATH}`;
}

const ORDINARY_USER = 65_534;

/** Gives everything to a user without privileges, when we may. Returns the ids to run as. */
export function giveToOrdinaryUser(folders: string[]): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  spawnSync("chown", ["-R", `${ORDINARY_USER}:${ORDINARY_USER}`, ...folders]);
  return { uid: ORDINARY_USER, gid: ORDINARY_USER };
}
