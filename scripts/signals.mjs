import { commandOf, identityOf, parentOf } from "./processes.mjs";

/** Stops all started processes on Ctrl-C and similar signals; a second signal stops them immediately. */
export function stopOnSignals(processes, after = () => {}) {
  const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };
  const stop = async (signal) => {
    const again = processes.stopping;
    if (!again) console.log("\nStopping …");
    await processes.stopAll({ patient: !again });
    after();
    process.exit(128 + numbers[signal]);
  };
  for (const signal of Object.keys(numbers)) process.on(signal, () => void stop(signal));
  process.stdout.on("error", () => {}); // the terminal is gone
  process.stderr.on("error", () => {});
  const callers = npmAbove();
  const isCalled = () => callers.every(({ pid, identity }) => identityOf(pid) === identity);
  if (callers.length > 0) setInterval(() => !processes.stopping && !isCalled() && void stop("SIGHUP"), 1000).unref();
}

/** npm, and a shell that it may have started in between: when killed, they do not signal this process. */
function npmAbove() {
  if (!process.env.npm_lifecycle_event) return [];
  const isShell = /^\S*sh -c /.test(commandOf(process.ppid));
  const pids = isShell ? [process.ppid, parentOf(process.ppid)] : [process.ppid];
  return pids.map((pid) => ({ pid, identity: identityOf(pid) }));
}
