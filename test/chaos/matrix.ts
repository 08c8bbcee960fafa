import { randomUUID } from "node:crypto";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { databasePool } from "@/lib/platform/db/db";
import { ask, deliver, labelOf, newTally } from "./clients";
import { dieImporting, importPoints } from "./matrix-import";
import { dieReconciling } from "./matrix-reconcile";
import { nextNumber, numbersForSale } from "./numbers";
import type { Options } from "./options";
import type { Order } from "./orders";
import { forMs } from "./patience";
import { points, reconcilePoints, type Scene } from "./points";
import { createRandom } from "./random";
import { createTenants } from "./tenants";
import { type Check, compare } from "./verdict";
import type { World } from "./world";

const DEATH_MS = 15_000;
const RECOVERY_MS = 60_000;

type Row = { scene: string; point: string; result: string; recoveryMs: number; good: boolean };

/** One crash at every point, one after the other; the dead server stays down until another has done its work. */
export async function runMatrix(world: World, options: Options): Promise<Check[]> {
  const numbers = numbersForSale(createRandom(options.seed));
  const table: Row[] = [];
  const isChosen = (scene: string, point: string) =>
    !options.points || options.points.includes(point) || options.points.includes(scene);
  const note = (row: Row) => {
    table.push(row);
    console.log(line(row));
  };
  for (const scene of Object.keys(points) as Scene[]) {
    for (const point of points[scene]) {
      if (isChosen(scene, point)) note(await dieAt(world, scene, point, nextNumber(numbers)));
    }
  }
  // Runs before the import and reconcile scenes, which register unknown numbers and leave findings on purpose.
  const { checks } = await compare(world.carrier);
  for (const [index, point] of importPoints.entries()) {
    if (isChosen("import", point)) note(await dieImporting(world, point, index));
  }
  for (const point of reconcilePoints) {
    if (isChosen("reconcile", point)) note(await dieReconciling(world, point, () => nextNumber(numbers)));
  }
  const slowest = Math.max(0, ...table.map(({ recoveryMs }) => recoveryMs));
  console.log(`  ${table.length} points, slowest recovery ${slowest} ms at a lease of ${world.leaseMs} ms`);
  const bad = table.filter(({ good }) => !good);
  return [{ name: "every crash point was reached and recovered from", broken: bad.map(line) }, ...checks].map(
    ({ name, broken }) => ({ name: `crash matrix: ${name}`, broken }),
  );
}

async function dieAt(world: World, scene: Scene, point: string, phoneNumber: string): Promise<Row> {
  const [tenant] = await createTenants(1, 8);
  if (!tenant) throw new Error("no tenant");
  const order: Order = { key: randomUUID(), tenant, phoneNumber, duplicate: false, released: false, attempts: 0 };
  const random = createRandom(1);
  const tally = newTally();
  const buy = () => deliver(world.url, order, tally, random, forMs(RECOVERY_MS));
  if (scene === "release") await buy();
  if (scene === "refusal") {
    await world.carrier.addFault({ operation: "buy", kind: "taken", phone_number: phoneNumber });
  }
  for (const server of world.servers.all) server.stays = false;
  const file = path.join(world.crashFolder, point);
  writeFileSync(file, "");
  const death = world.servers.nextDeath(DEATH_MS).then((server) => ({ server, at: performance.now() }));
  const act = scene === "release" ? giveBack(world, order) : buy();
  const { server, at } = await death;
  await act;
  const ended = await waitForOutcome(tenant.id, phoneNumber, scene);
  const recoveryMs = Math.round(performance.now() - at);
  rmSync(file, { force: true });
  for (const each of world.servers.all) world.servers.keepUp(each, true);
  await world.servers.allReady();
  const result = server ? `${ended ?? "not ended"}${order.answer ? `, ${labelOf(order.answer)}` : ""}` : "not reached";
  const good = server !== undefined && ended !== undefined && tally.wrong.length === 0 && !existsSync(file);
  return { scene, point, result, recoveryMs: server ? recoveryMs : 0, good };
}

/** Retries until the number has left the directory. */
async function giveBack(world: World, { tenant, phoneNumber }: Order): Promise<void> {
  const url = `${world.url}/core/phone-numbers/${encodeURIComponent(phoneNumber)}?immediately=true`;
  for (const end = Date.now() + RECOVERY_MS; Date.now() < end; await sleep(200)) {
    const { status } = await ask(url, tenant.apiKey, { method: "DELETE" });
    if (status === 404 || status === 204) return;
  }
}

/** The state in the database once no work is in progress; undefined on a timeout. */
async function waitForOutcome(organizationId: string, phoneNumber: string, scene: Scene): Promise<string | undefined> {
  const wanted = { purchase: "completed", refusal: "failed", release: "released" }[scene];
  for (const end = Date.now() + RECOVERY_MS; Date.now() < end; await sleep(25)) {
    const { rows } = await databasePool().query(
      `SELECT CASE WHEN released_at IS NULL THEN status::text ELSE 'released' END AS state,
              (SELECT count(*) FROM dbos.workflow_status WHERE status <> 'SUCCESS') AS open
       FROM purchase WHERE organization_id = $1 AND phone_number = $2`,
      [organizationId, phoneNumber],
    );
    if (rows.length === 1 && rows[0].state === wanted && Number(rows[0].open) === 0) return wanted;
  }
  return undefined;
}

function line({ scene, point, result, recoveryMs, good }: Row): string {
  return `  ${good ? "✓" : "✗"} ${scene.padEnd(9)} ${point.padEnd(34)} ${result.padEnd(28)} ${String(recoveryMs).padStart(6)} ms`;
}
