import "./node-version.mjs";
import { buildApp, distDirs, generateClient } from "./app-build.mjs";
import { report } from "./failure.mjs";
import { isBuildInUse } from "./installation.mjs";
import { supervise } from "./processes.mjs";
import { stopOnSignals } from "./signals.mjs";

const processes = supervise();
stopOnSignals(processes);
try {
  await generateClient(processes, { note: console.log });
  await buildApp(processes, { env: process.env, distDir: distDirs.app, note: console.log, isInUse: isBuildInUse });
} catch (error) {
  if (processes.stopping) await new Promise(() => {});
  report(error);
  process.exitCode = 1;
}
