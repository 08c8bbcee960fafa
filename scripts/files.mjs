import { renameSync, writeFileSync } from "node:fs";

/** Readers see the old content or the new, never half of it. For the owner's eyes only. */
export function writeWhole(file, text) {
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, text, { mode: 0o600 });
  renameSync(fresh, file);
}
