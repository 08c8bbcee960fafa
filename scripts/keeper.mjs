// Started by supervise(). When its input ends, the parent is gone, and this ends the processes in the last line.
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { stopProcess } from "./processes.mjs";

for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"]) process.on(signal, () => {});

let last = { processes: [], folders: [] };
for await (const line of createInterface({ input: process.stdin })) {
  try {
    last = JSON.parse(line);
  } catch {
    // incomplete line
  }
}
for (const each of last.processes.reverse()) await stopProcess(each);
for (const folder of last.folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
