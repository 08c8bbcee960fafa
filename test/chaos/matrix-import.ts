import { randomUUID } from "node:crypto";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { databasePool } from "@/lib/platform/db/db";
import { ask } from "./clients";
import { createTenants } from "./tenants";
import type { World } from "./world";

const DEATH_MS = 15_000;
const RECOVERY_MS = 60_000;
/** More than two batches of the import. */
const LINES = 4_500;
const ROOM = 2 * LINES;
/** Numbers of a kind that this environment's carrier does not sell. */
const FIRST_NUMBER = 12_122_000_000;

/** Where a server may die during an import: while it accepts the file, and between two batches. */
export const importPoints = [
  "import-phone-numbers.start.before",
  "import-phone-numbers.start.after",
  "step.import.before",
  "import.batch.after",
  "step.import.recorded",
];

const Import = z.object({ import_id: z.string(), status: z.string(), new_numbers: z.number() });

/** A server dies during an import; another one must import every line exactly once. */
export async function dieImporting(world: World, point: string, index: number) {
  const { createTrunk } = await import("@/prisma/factories");
  const [tenant] = await createTenants(1, ROOM);
  if (!tenant) throw new Error("no tenant");
  await createTrunk(tenant.id, { name: "Office" });
  for (const server of world.servers.all) server.stays = false;
  const file = path.join(world.crashFolder, point);
  writeFileSync(file, "");
  const death = world.servers.nextDeath(DEATH_MS).then((server) => ({ server, at: performance.now() }));
  const importing = importWhole(world.url, tenant.apiKey, FIRST_NUMBER + index * LINES);
  const { server, at } = await death;
  const end = await importing;
  const recoveryMs = Math.round(performance.now() - at);
  rmSync(file, { force: true });
  for (const each of world.servers.all) world.servers.keepUp(each, true);
  await world.servers.allReady();
  const there = await numbersOf(tenant.id);
  const good = server !== undefined && end === "completed" && there === LINES && !existsSync(file);
  const result = server ? `${end}, ${there} numbers` : "not reached";
  return { scene: "import", point, result, recoveryMs: server ? recoveryMs : 0, good };
}

/** Sends the file with the same key until it is accepted, then polls until the import ends. */
async function importWhole(url: string, apiKey: string, first: number): Promise<string> {
  const lines = Array.from({ length: LINES }, (_, index) => `+${first + index},Office`);
  const body = `phone_number,trunk\n${lines.join("\n")}\n`;
  const headers = { "Content-Type": "text/csv", "Idempotency-Key": randomUUID() };
  let last = "never accepted";
  let id: string | undefined;
  for (const end = Date.now() + RECOVERY_MS; Date.now() < end; await sleep(100)) {
    const answer = id
      ? await ask(`${url}/core/imports/${id}`, apiKey)
      : await ask(`${url}/core/phone-numbers/import`, apiKey, { method: "POST", headers, body });
    const { data: record } = Import.safeParse(answer.body);
    if (!record) continue;
    id = record.import_id;
    last = record.status;
    if (last === "completed" || last === "failed") return last;
  }
  return last;
}

async function numbersOf(organizationId: string): Promise<number> {
  const text = "SELECT count(*)::int AS count FROM phone_number WHERE organization_id = $1";
  const { rows } = await databasePool().query<{ count: number }>(text, [organizationId]);
  return rows[0]?.count ?? 0;
}
