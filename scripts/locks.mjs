import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identityOf } from "./processes.mjs";

/** Takes the lock unless a live process holds it. Returns `{ release }` or `{ heldBy }`. */
export function tryLock(file, about = {}) {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o711 });
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ ...about, pid: process.pid, identity: identityOf(process.pid) }), {
    mode: 0o600,
  });
  try {
    for (;;) {
      if (link(mine, file)) return { release: () => rmSync(file, { force: true }) };
      const text = read(file);
      const heldBy = livingHolder(text);
      if (heldBy) return { heldBy };
      discard(file, text);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

export const isLocked = (file) => livingHolder(read(file)) !== undefined;

/** Waits for the lock. Calls `note` once with the current holder. */
export async function withLock(file, note, work) {
  let told = false;
  for (;;) {
    const { release, heldBy } = tryLock(file);
    if (release) {
      try {
        return await work();
      } finally {
        release();
      }
    }
    if (!told) note(`waiting for process ${heldBy.pid}`);
    told = true;
    await sleep(200);
  }
}

function link(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

function livingHolder(text) {
  try {
    const holder = JSON.parse(text);
    return identityOf(holder.pid) === holder.identity ? holder : undefined;
  } catch {
    return undefined; // no lock, or an incomplete one
  }
}

/** Removes a dead holder's lock, but not one that another process has taken meanwhile. */
function discard(file, text) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code === "ENOENT") return;
    throw error;
  }
  if (read(aside) !== text) link(aside, file);
  rmSync(aside, { force: true });
}
