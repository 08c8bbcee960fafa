import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSimulatorControl } from "./control-client";
import { accountSid, authToken, basic } from "./test-simulator";

let directory: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "simulator-"));
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
  rmSync(directory, { recursive: true });
});

async function start(environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "main.ts")], {
    cwd: join(import.meta.dirname, ".."),
    stdio: ["pipe", "pipe", "inherit"],
    env: {
      ...process.env,
      PORT: "0",
      SIMULATOR_STATE_FILE: join(directory, "state.jsonl"),
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      ...environment,
    },
  });
  started.push(child);
  const [line] = await once(createInterface(child.stdout), "line");
  const url = /^simulator listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1] ?? "";
  return { child, url, ended: once(child, "exit") };
}

const buy = (url: string, phoneNumber: string) =>
  fetch(`${url}/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers.json`, {
    method: "POST",
    headers: { authorization: basic() },
    body: new URLSearchParams({ PhoneNumber: phoneNumber }),
  });

describe("the simulator as a process", { timeout: 30_000 }, () => {
  it("killed right after an answer still owns what it sold", async () => {
    const first = await start();
    expect((await buy(first.url, "+14155550123")).status).toBe(201);
    first.child.kill("SIGKILL");
    await first.ended;
    const second = await start();
    const { owned } = await createSimulatorControl(second.url).state();
    expect(owned).toMatchObject([{ phone_number: "+14155550123", times_bought: 1 }]);
    second.child.kill("SIGTERM");
    expect(await second.ended).toEqual([0, null]);
  });

  it("ends with its parent when told to", async () => {
    const { child, ended } = await start({ SIMULATOR_EXIT_WITH_PARENT: "1" });
    child.stdin?.end();
    expect(await ended).toEqual([0, null]);
  });
});
