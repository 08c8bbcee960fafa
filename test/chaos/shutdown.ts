import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { databasePool } from "@/lib/platform/db/db";
import { nextNumber, numbersForSale } from "./numbers";
import type { Options } from "./options";
import { createRandom } from "./random";
import type { Server } from "./servers";
import { createTenants, type Tenant } from "./tenants";
import { type Check, compare } from "./verdict";
import type { World } from "./world";

const EXIT_MS = 10_000;
const PATIENCE_MS = 60_000;

type Answer = { status: number; location: string | undefined };
type Work = { status: string; server: string };

/**
 * A server shuts down during a purchase: first with a slow carrier, so that the purchase ends there; then with a
 * carrier that does not answer, so that another server completes it.
 */
export async function runShutdown(world: World, options: Options): Promise<Check[]> {
  const numbers = numbersForSale(createRandom(options.seed));
  const [tenant] = await createTenants(1, 8);
  if (!tenant) throw new Error("no tenant");
  const checks = [
    ...(await goWhile(world, tenant, nextNumber(numbers), slow)),
    ...(await goWhile(world, tenant, nextNumber(numbers), silent)),
    ...(await compare(world.carrier)).checks,
  ];
  return checks.map(({ name, broken }) => ({ name: `shutdown: ${name}`, broken }));
}

type Scene = {
  name: string;
  fault: Parameters<World["carrier"]["addFault"]>[0];
  answers: number[];
  endsElsewhere: boolean;
};

const slow: Scene = {
  name: "while the carrier is slow",
  fault: { operation: "any", kind: "latency", latency_ms: 150, times: null },
  // On a slow machine, the answer may be a 202 with a status URL.
  answers: [201, 202],
  endsElsewhere: false,
};
const silent: Scene = {
  name: "while the carrier does not answer",
  fault: { operation: "buy", kind: "drop_before", times: null },
  answers: [202],
  endsElsewhere: true,
};

async function goWhile(world: World, tenant: Tenant, phoneNumber: string, scene: Scene): Promise<Check[]> {
  const [server, other] = world.servers.all as [Server, Server];
  await world.servers.allReady();
  server.stays = false;
  await world.carrier.addFault(scene.fault);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const buying = buy(server, tenant, phoneNumber, agent);
  const work = await begun(phoneNumber);
  const death = world.servers.nextDeath(PATIENCE_MS);
  const began = performance.now();
  world.servers.terminate(server);
  const answer = await buying;
  const again = await buy(server, tenant, phoneNumber, agent).catch(() => undefined);
  await death;
  const ms = Math.round(performance.now() - began);
  agent.destroy();
  await world.carrier.clearFaults();
  const end = await ended(phoneNumber);
  world.servers.keepUp(server, true);
  const isHere = end?.server === work?.server;
  console.log(
    `  ${scene.name}: ${answer?.status}, gone after ${ms} ms (${server.end}), ${isHere ? "ended here" : `ended by ${other.name}`}`,
  );
  const check = (name: string, broken: string | false) => ({
    name: `${scene.name}, ${name}`,
    broken: broken ? [broken] : [],
  });
  return [
    check("the request in flight is answered", !scene.answers.includes(answer?.status ?? 0) && `${answer?.status}`),
    check(
      "no other request is taken, not even on a connection that is kept",
      again !== undefined && `${again?.status}`,
    ),
    check(
      "the server is gone within 10 s, with exit code 0",
      (ms > EXIT_MS || server.end !== "exit code 0") && `${ms} ms, ${server.end}`,
    ),
    check("the purchase ends completed, once", end?.status !== "completed" && JSON.stringify(end ?? null)),
    check(
      scene.endsElsewhere ? "by another server" : "by the server that began it",
      isHere === scene.endsElsewhere && JSON.stringify({ work, end }),
    ),
  ];
}

/** Bypasses the load balancer. Undefined when the connection is cut. */
async function buy(
  { port }: Server,
  { apiKey }: Tenant,
  phoneNumber: string,
  agent: Agent,
): Promise<Answer | undefined> {
  const path = "/core/managed-accounts/default/purchase-number";
  const headers = {
    Authorization: `Bearer ${apiKey}`,
    "Content-Type": "application/json",
    "Idempotency-Key": randomUUID(),
  };
  const asking = request({ host: "127.0.0.1", port, path, method: "POST", headers, agent });
  asking.end(JSON.stringify({ phone_number: phoneNumber }));
  try {
    const [answer] = await once(asking, "response");
    answer.resume();
    await once(answer, "end");
    return { status: answer.statusCode, location: answer.headers.location };
  } catch {
    return undefined;
  }
}

/** The worker of the purchase, once there is one and the carrier has been called. */
async function begun(phoneNumber: string): Promise<Work | undefined> {
  return poll(() => workOn(phoneNumber, "worker IS NOT NULL"));
}

async function ended(phoneNumber: string): Promise<Work | undefined> {
  return poll(() => workOn(phoneNumber, "purchase.status <> 'pending' AND work.status = 'SUCCESS'"));
}

async function workOn(phoneNumber: string, condition: string): Promise<Work | undefined> {
  const { rows } = await databasePool().query(
    `SELECT purchase.status::text, work.executor_id AS server
     FROM purchase JOIN dbos.workflow_status work ON starts_with(work.workflow_uuid, 'purchase:' || purchase.id)
     WHERE phone_number = $1 AND ${condition}`,
    [phoneNumber],
  );
  return rows[0];
}

async function poll<T>(ask: () => Promise<T | undefined>): Promise<T | undefined> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(25)) {
    const found = await ask();
    if (found !== undefined) return found;
  }
  return undefined;
}
