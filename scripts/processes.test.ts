import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { identityOf, readRecord, stopProcess, supervise } from "./processes.mjs";

const waits = ["-e", "setInterval(() => {}, 1000)"];
const temporary = () => mkdtempSync(path.join(tmpdir(), "processes-"));

it("stops what it started, the last first, and then removes its folders", async () => {
  const folder = temporary();
  const processes = supervise();
  processes.removeAtEnd(folder);
  const ended: string[] = [];
  for (const name of ["first", "second"]) {
    const { exited } = processes.start(name, process.execPath, waits);
    void exited.then(() => ended.push(name));
  }
  await processes.stopAll();
  await expect.poll(() => ended).toEqual(["second", "first"]);
  expect(existsSync(folder)).toBe(false);
  expect(() => processes.start("late", process.execPath, waits)).toThrow();
});

it("outlives nobody: killed, its processes end and its folders go", async () => {
  const folder = temporary();
  const recordFile = path.join(folder, "processes.json");
  const script = `
    const { supervise } = await import(${JSON.stringify(new URL("./processes.mjs", import.meta.url).href)});
    const processes = supervise({ recordFile: ${JSON.stringify(recordFile)} });
    processes.removeAtEnd(${JSON.stringify(folder)});
    processes.start("part", process.execPath, ${JSON.stringify(waits)});
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" });
  await expect.poll(() => readRecord(recordFile)).toHaveLength(1);
  const [part] = readRecord(recordFile);
  expect(identityOf(part.pid)).toBe(part.identity);
  parent.kill("SIGKILL");
  await expect.poll(() => identityOf(part.pid)).toBeUndefined();
  await expect.poll(() => existsSync(folder)).toBe(false);
});

it("leaves a process alone that has only the number of the one it started", async () => {
  const stranger = spawn(process.execPath, waits);
  const pid = stranger.pid ?? 0;
  await stopProcess({ pid, identity: "of the one before" });
  expect(identityOf(pid)).toBeDefined();
  stranger.kill("SIGKILL");
});

it("ends what does not listen", async () => {
  const processes = supervise();
  const deaf = "process.on('SIGTERM', () => {}); console.log('ready'); setInterval(() => {}, 1000)";
  const log = path.join(temporary(), "log");
  const started = processes.start("deaf", process.execPath, ["-e", deaf], { log, graceMs: 100 });
  await expect.poll(() => started.log()).toBe("ready");
  await processes.stopAll();
  expect(identityOf(started.pid ?? 0)).toBeUndefined();
  rmSync(path.dirname(log), { recursive: true });
});
