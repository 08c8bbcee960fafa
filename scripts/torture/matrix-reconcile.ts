import { randomUUID } from "node:crypto";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "@/scripts/processes.mjs";
import { deliver, newTally } from "./clients";
import type { Order } from "./orders";
import { createRandom } from "./random";
import { createTenants } from "./tenants";
import type { World } from "./world";

const SCRIPT = ["--conditions=react-server", "--import", "tsx", path.join(root, "scripts/torture/reconcile-once.ts")];
const PATIENCE_MS = 60_000;

export const reconcilePoints = [
  "carrier.listOwned.before",
  "carrier.findOwned.before",
  "carrier.findOwned.after",
  "carrier.bind.before",
  "carrier.bind.after",
  "carrier.listTrunks.before",
  "carrier.listTrunks.after",
  "carrier.deleteTrunk.before",
  "carrier.deleteTrunk.after",
];

/**
 * A number on no trunk and a trunk made twice; a reconciler dies at the point, and the next one finishes. What is
 * measured is that next one, from its start.
 */
export async function dieReconciling(world: World, point: string, phoneNumber: string) {
  const [tenant] = await createTenants(1, 8);
  if (!tenant) throw new Error("no tenant");
  const order: Order = { key: randomUUID(), tenant, phoneNumber, duplicate: false, released: false, attempts: 0 };
  await deliver(world.url, order, newTally(), createRandom(1), Date.now() + PATIENCE_MS);
  await world.carrier.rebindNumber(phoneNumber, null);
  const twin = await makeTwin(world, tenant.id);

  const file = path.join(world.crashFolder, point);
  writeFileSync(file, "");
  const killed = await runOnce(world);
  const reached = !existsSync(file);
  rmSync(file, { force: true });
  const began = performance.now();
  const finished = await runOnce(world);
  const recoveryMs = Math.round(performance.now() - began);

  const { owned, trunks } = await world.carrier.state();
  const trunk = owned.find(({ phone_number }) => phone_number === phoneNumber)?.trunk_sid ?? null;
  const right = trunk !== null && trunk !== twin && !trunks.some(({ sid }) => sid === twin);
  const good = killed === "SIGKILL" && reached && finished === "exit code 0" && right;
  const result = reached ? (right ? "rebound, twin deleted" : "not put right") : `not reached (${killed})`;
  return { scene: "reconcile", point, result, recoveryMs, good };
}

async function runOnce({ processes, env, log }: World): Promise<string> {
  const run = processes.start("reconcile", process.execPath, SCRIPT, { env, log: log("reconcile") });
  const timer = setTimeout(() => void run.stop(), PATIENCE_MS);
  const { problem } = (await run.exited) as { problem: string };
  clearTimeout(timer);
  return problem;
}

/** As after a lost answer: a second trunk of the same name. */
async function makeTwin({ env }: World, organizationId: string): Promise<string> {
  const { TWILIO_API_BASE_URL = "", TWILIO_ACCOUNT_SID = "", TWILIO_AUTH_TOKEN = "" } = env;
  const basic = Buffer.from(`${TWILIO_ACCOUNT_SID}:${TWILIO_AUTH_TOKEN}`).toString("base64");
  const answer = await fetch(`${TWILIO_API_BASE_URL}/v1/Trunks`, {
    method: "POST",
    headers: { Authorization: `Basic ${basic}` },
    body: new URLSearchParams({ FriendlyName: `trunkline:${organizationId}` }),
  });
  return ((await answer.json()) as { sid: string }).sid;
}
