import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";

const seed = Number(process.env.SECRETS_SEED) || Math.floor(Math.random() * 2 ** 31);

it(`no secret of any request, answer or setting is in what a process writes (SECRETS_SEED=${seed})`, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "trunkline-secrets-"));
  const file = path.join(folder, "secrets.json");
  const args = ["--conditions=react-server", "--import", "tsx", "test/security/log-secrets.ts", file, String(seed)];
  const child = spawn(process.execPath, args, { env: { ...process.env, LOG_LEVEL: "trace" } });
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const secrets: string[] = JSON.parse(readFileSync(file, "utf8"));
  rmSync(folder, { recursive: true });
  const written = `${output}\n${errors}`;
  expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
  // Else nothing would have been proven.
  expect(secrets.length).toBeGreaterThan(100);
  expect(output.split("\n").length).toBeGreaterThan(200);
  expect(output).toContain("the carrier takes no orders");
}, 600_000);
