import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { unlimited } from "@/scripts/stack.mjs";
import { createSimulatorControl } from "@/simulator/control-client";
import { nextNumber, numbersForSale } from "@/test/chaos/numbers";
import { createRandom } from "@/test/chaos/random";
import { inTurn, quantile } from "./in-turn";
import { inWorld, type World } from "./world";

/*
 * npm run bench:purchase [rounds]: a purchase over HTTP compared with its two unavoidable carrier calls (look up, buy),
 * alternating, with a carrier that takes 100 ms per call. The ratio counts.
 */

const CARRIER_MS = 100;
const ROUNDS = Number(process.argv[2] ?? 200);
const COUNTED = 20;
/** Concurrent warm-up rounds before the measurement, so that the compiler has optimized the code. */
const WARM = { rounds: 100, atOnce: 10 };
const AIM = 1.1;

await inWorld({ durable: true, env: unlimited }, async ({ serveApp, ...world }) => {
  await serveApp();
  Object.assign(process.env, { LOG_LEVEL: "silent" });
  await measure(world);
});

async function measure({ url, carrier, log }: Pick<World, "url" | "carrier" | "log">) {
  const { createApiKey, createOrganization } = await import("@/prisma/factories");
  const organization = await createOrganization({ plan: "enterprise", limit: 10_000 });
  const apiKey = await createApiKey(organization.id);
  const numbers = numbersForSale(createRandom(1));
  await createSimulatorControl(carrier.url).addFault({
    operation: "any",
    kind: "latency",
    latency_ms: CARRIER_MS,
    times: null,
  });

  const purchase = async () => {
    const answer = await fetch(`${url}/core/managed-accounts/default/purchase-number`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${apiKey}`,
        "Content-Type": "application/json",
        "Idempotency-Key": randomUUID(),
      },
      body: JSON.stringify({ phone_number: nextNumber(numbers) }),
    });
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
    await answer.text();
  };
  const bare = async () => {
    const number = nextNumber(numbers);
    const address = `${carrier.url}/2010-04-01/Accounts/${carrier.account_sid}/IncomingPhoneNumbers.json`;
    const basic = Buffer.from(`${carrier.account_sid}:${carrier.auth_token}`).toString("base64");
    const headers = { Authorization: `Basic ${basic}` };
    const look = await fetch(`${address}?${new URLSearchParams({ PhoneNumber: number })}`, { headers });
    await look.text();
    const bought = await fetch(address, {
      method: "POST",
      headers,
      body: new URLSearchParams({ PhoneNumber: number }),
    });
    if (bought.status !== 201) throw new Error(`${bought.status} ${await bought.text()}`);
    await bought.text();
  };

  for (let round = 0; round < WARM.rounds; round++) {
    await Promise.all(Array.from({ length: WARM.atOnce }, () => Promise.all([purchase(), bare()])));
  }
  const times = await inTurn(ROUNDS, { bare, purchase });
  const statements = await countStatements(log("postgres"), purchase);

  const [against, own] = [quantile(times.bare, 0.5), quantile(times.purchase, 0.5)];
  const ratio = own / against;
  console.log(
    `carrier ${CARRIER_MS} ms a call; p50 of ${ROUNDS}, in turn, after ${WARM.rounds * WARM.atOnce} to warm up`,
  );
  console.log(`look and buy, bare     ${against.toFixed(1)} ms  (p95 ${quantile(times.bare, 0.95).toFixed(1)})`);
  console.log(`purchase through HTTP  ${own.toFixed(1)} ms  (p95 ${quantile(times.purchase, 0.95).toFixed(1)})`);
  console.log(`ratio                  ${ratio.toFixed(3)} x  (aim ${AIM.toFixed(2)})`);
  console.log(
    `database statements    ${statements.toFixed(1)} a purchase, from PostgreSQL's log, BEGIN and COMMIT included`,
  );
  process.exitCode = ratio <= AIM ? 0 : 1;
}

/** The log entries during some purchases, minus those of an equally long idle time. */
async function countStatements(postgresLog: string, purchase: () => Promise<void>): Promise<number> {
  const { asOwner } = await import("@/test/support/as-owner");
  const counted = () => readFileSync(postgresLog, "utf8").match(/LOG: {2}(statement|execute [^:]*):/g)?.length ?? 0;
  await asOwner("ALTER SYSTEM SET log_statement = 'all'");
  await asOwner("SELECT pg_reload_conf()");
  await sleep(500);
  const before = counted();
  const began = performance.now();
  for (let round = 0; round < COUNTED; round++) await purchase();
  const ms = performance.now() - began;
  const during = counted() - before;
  await sleep(ms);
  const idle = counted() - before - during;
  return (during - idle) / COUNTED;
}
