import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { isLocked, tryLock, withLock } from "./locks.mjs";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "locks-"));
  file = path.join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

it("gives a lock to one, and tells the next who has it", () => {
  const first = tryLock(file, { port: 3000 });
  expect(tryLock(file).heldBy).toMatchObject({ pid: process.pid, port: 3000 });
  expect(isLocked(file)).toBe(true);
  first.release?.();
  expect(isLocked(file)).toBe(false);
  expect(tryLock(file).release).toBeDefined();
  expect(readdirSync(folder)).toEqual(["lock"]);
});

it.each([
  ["a process that is gone", { pid: 2 ** 22 + 1, identity: "gone" }],
  ["an earlier process of the same number", { pid: process.pid, identity: "another" }],
])("takes over the lock of %s", (_name, holder) => {
  writeFileSync(file, JSON.stringify(holder));
  expect(tryLock(file).release).toBeDefined();
});

it("takes over a lock that was cut short", () => {
  writeFileSync(file, '{"pid":');
  expect(tryLock(file).release).toBeDefined();
});

it("lets one work at a time", async () => {
  const steps: string[] = [];
  const work = (name: string) =>
    withLock(
      file,
      () => steps.push(`${name} waits`),
      async () => {
        steps.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 50));
        steps.push(`${name} ends`);
      },
    );
  await Promise.all([work("a"), work("b")]);
  expect(steps).toEqual(["a begins", "b waits", "a ends", "b begins", "b ends"]);
});
