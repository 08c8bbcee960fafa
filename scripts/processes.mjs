import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { endOfLog, Failure, Stopped } from "./failure.mjs";
import { writeWhole } from "./files.mjs";

export const root = path.resolve(fileURLToPath(new URL("..", import.meta.url)));

/** Distinguishes a process from a later one with the same id. Undefined when it is gone; a zombie counts as gone. */
export function identityOf(pid) {
  if (process.platform !== "linux") {
    const [state, ...started] = ask("ps", ["-o", "stat=,lstart=", "-p", String(pid)]).split(/\s+/);
    return !state || state.startsWith("Z") ? undefined : started.join(" ");
  }
  try {
    const fields = statOf(pid);
    if (fields[0] === "Z" || fields[0] === "X") return undefined;
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${fields[19]}`;
  } catch {
    return undefined;
  }
}

export function commandOf(pid) {
  if (process.platform !== "linux") return ask("ps", ["-o", "command=", "-p", String(pid)]);
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

export function parentOf(pid) {
  if (process.platform !== "linux") return Number(ask("ps", ["-o", "ppid=", "-p", String(pid)]));
  return Number(statOf(pid)[1]);
}

/** The fields from the third on: state, parent, …; see proc(5). */
function statOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

const ask = (command, args) => spawnSync(command, args, { encoding: "utf8" }).stdout?.trim() ?? "";

function send(target, signal) {
  try {
    process.kill(target, signal);
  } catch {
    // gone, or owned by another user
  }
}

/** Signals the process, waits, then kills it and its remaining process group. Touches no other process. */
export async function stopProcess({ pid, identity, signal = "SIGTERM", graceMs = 5000 }) {
  const lives = () => identity !== undefined && identityOf(pid) === identity;
  if (!lives()) return;
  send(pid, signal);
  for (const end = Date.now() + graceMs; lives() && Date.now() < end; ) await sleep(20);
  send(-pid, "SIGKILL");
  for (const end = Date.now() + 2000; lives() && Date.now() < end; ) await sleep(20);
}

/**
 * Starts processes that must not outlive this one. Each has its own process group, so that Ctrl-C reaches only this
 * process, which stops them in order; if it is killed, the keeper sees the end of its input and stops them.
 * `recordFile` survives even a power loss, for `readRecord` at the next start.
 */
export function supervise({ recordFile } = {}) {
  const running = new Map();
  const folders = new Set();
  let keeper;
  let stopping = false;

  function publish() {
    const processes = [...running.values()].map(({ name, pid, identity, signal }) => ({ name, pid, identity, signal }));
    if (recordFile) writeWhole(recordFile, JSON.stringify(processes));
    keeper ??= startKeeper();
    keeper.stdin.write(`${JSON.stringify({ processes, folders: [...folders] })}\n`);
  }

  /**
   * Appends output to the file `log`, or inherits ours.
   *
   * @param {string} name
   * @param {string} command
   * @param {string[]} args
   * @param {Omit<import("node:child_process").SpawnOptions, "signal"> & { log?: string, stdin?: "ignore" | "pipe", signal?: NodeJS.Signals, graceMs?: number }} options
   */
  function start(name, command, args, { log, stdin = "ignore", signal = "SIGTERM", graceMs = 5000, ...options } = {}) {
    if (stopping) throw new Stopped();
    const output = log === undefined ? "inherit" : openSync(log, "a", 0o600);
    const logStart = log === undefined ? 0 : statSync(log).size;
    const child = spawn(command, args, { cwd: root, detached: true, ...options, stdio: [stdin, output, output] });
    if (log !== undefined) closeSync(output);
    const { pid } = child;
    const exited = new Promise((resolve) => {
      child.once("error", (error) => resolve({ code: null, problem: error.message }));
      child.once("exit", (code, by) => resolve({ code, problem: by ?? `exit code ${code}` }));
    });
    const started = {
      ...{ name, pid, identity: pid && identityOf(pid), signal, graceMs, exited },
      stdin: child.stdin, // referenced, because a garbage-collected pipe closes
      log: () => (log === undefined ? "" : endOfLog(log, { from: logStart })),
      stop: () => stopProcess(started),
    };
    if (pid !== undefined) {
      running.set(pid, started);
      publish();
      exited.then(() => {
        send(-pid, "SIGKILL");
        running.delete(pid);
        if (!stopping) publish();
      });
    }
    return started;
  }

  /** Waits for the command to end; a failure includes the command and the end of its log. */
  async function run(name, command, args, options) {
    const started = start(name, command, args, options);
    const { code, problem } = await started.exited;
    if (stopping) throw new Stopped();
    if (code === 0) return;
    throw new Failure(`${name} failed (${problem}).`, started.log());
  }

  /** Stops processes in reverse order of their start. */
  async function stopAll({ patient = true } = {}) {
    stopping = true;
    for (const each of [...running.values()].reverse()) await stopProcess(patient ? each : { ...each, graceMs: 0 });
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    if (recordFile) rmSync(recordFile, { force: true });
    keeper?.stdin.end(`${JSON.stringify({ processes: [], folders: [] })}\n`);
  }

  return {
    start,
    run,
    stopAll,
    /** Waits until one of the running processes ends; returns which and why. */
    firstEnd: () => Promise.race([...running.values()].map(async (each) => ({ ...each, ...(await each.exited) }))),
    removeAtEnd(folder) {
      folders.add(folder);
      publish();
    },
    get stopping() {
      return stopping;
    },
  };
}

function startKeeper() {
  const file = fileURLToPath(new URL("./keeper.mjs", import.meta.url));
  const keeper = spawn(process.execPath, [file], { cwd: "/", detached: true, stdio: ["pipe", "ignore", "ignore"] });
  keeper.on("error", () => {});
  keeper.stdin.on("error", () => {});
  keeper.unref();
  keeper.stdin.unref();
  return keeper;
}

/** The processes of the run that wrote the file; they may have ended long ago. */
export function readRecord(recordFile) {
  try {
    return JSON.parse(readFileSync(recordFile, "utf8"));
  } catch {
    return []; // missing, or incomplete after a power loss
  }
}
