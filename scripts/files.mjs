import { renameSync, writeFileSync } from "node:fs";

/** Writes atomically: readers see the old content or the new. Only the owner can read the file. */
export function writeWhole(file, text) {
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, text, { mode: 0o600 });
  renameSync(fresh, file);
}
