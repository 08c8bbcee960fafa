import { setTimeout as sleep } from "node:timers/promises";
import { deliver, newTally } from "./clients";
import { armFaults } from "./faults";
import type { Options } from "./options";
import { makeOrders, type Order } from "./orders";
import { type GoesOn, untilItStandsStill } from "./patience";
import { createRandom } from "./random";
import { settled } from "./settled";
import { createTenants } from "./tenants";
import { type Check, compare, replay } from "./verdict";
import { storm, type Weather } from "./weather";
import type { World } from "./world";

const SETTLE_MS = 180_000;

/** Purchases from many clients while servers, database and carrier fail, followed by the invariant checks. */
export async function runStorm(world: World, options: Options): Promise<Check[]> {
  const random = createRandom(options.seed);
  const tenants = await createTenants(options.organizations, options.purchases);
  const orders = makeOrders(random, tenants, options);
  await armFaults(world.carrier, options.seed);
  const tally = newTally();
  const answered = () => orders.filter(({ answer }) => answer).length / orders.length;
  const weather: Weather = { done: 0, total: 0, kills: 0, deploys: 0, freezes: 0, restarts: 0, answered };
  const { goesOn, happened } = untilItStandsStill(options.minutes);
  const began = performance.now();
  const ticker = setInterval(() => console.log(progress(orders, weather)), 15_000);
  try {
    const disasters = storm(world, options, createRandom(options.seed + 1), weather, { goesOn, happened });
    const queue = orders.entries();
    const client = async (number: number) => {
      const own = createRandom(options.seed + 100 + number);
      for (const [index, order] of queue) {
        await inStep(index / orders.length, weather, goesOn);
        await deliver(world.url, order, tally, own, goesOn);
        if (order.answer) happened();
      }
    };
    await Promise.all([disasters, ...Array.from({ length: options.clients }, (_, number) => client(number))]);
  } finally {
    clearInterval(ticker);
  }
  const stormed = performance.now();
  console.log(progress(orders, weather));

  await world.carrier.clearFaults();
  await world.servers.allReady();
  await settled(SETTLE_MS);
  const calm = performance.now();
  const { reconcile } = await import("@/lib/numbers/reconcile/reconcile");
  const reconciled = await reconcile({ graceMs: 0, absentForMs: 0, wait: true });
  const { checks, counts } = await compare(world.carrier);
  const again = await replay(world.url, orders);
  const acts = list(counted((reconciled?.acts ?? []).map(({ act }) => act)));
  report({ acts, orders, weather, counts, tally, world, ms: { storm: stormed - began, settling: calm - stormed } });
  return [
    ...checks,
    again,
    returned(orders, await world.carrier.state()),
    {
      name: "the sweep after the storm is complete",
      broken: reconciled?.complete ? [] : [JSON.stringify(reconciled ?? "another process leads")],
    },
    { name: "no client saw a wrong answer, and each got a final one", broken: tally.wrong },
    {
      name: "every planned disaster happened",
      broken: weather.done === weather.total ? [] : [`${weather.done} of ${weather.total}`],
    },
  ];
}

/** Every number whose release was accepted is gone at the carrier. */
function returned(orders: Order[], { owned }: Awaited<ReturnType<World["carrier"]["state"]>>): Check {
  const accepted = orders.filter(({ releaseAccepted }) => releaseAccepted).map(({ phoneNumber }) => phoneNumber);
  const broken = accepted.filter((number) => owned.some(({ phone_number }) => phone_number === number));
  return { name: `all ${accepted.length} numbers whose release was accepted are gone at the carrier`, broken };
}

/** Keeps orders in step with the disasters, so that both end together. */
async function inStep(share: number, weather: Weather, goesOn: GoesOn): Promise<void> {
  const ahead = () => share > (weather.done + 1) / Math.max(1, weather.total);
  while (weather.done < weather.total && ahead() && goesOn()) await sleep(20);
}

function progress(orders: Order[], { done, total }: Weather): string {
  const answered = orders.filter(({ answer }) => answer).length;
  return `  ${answered} of ${orders.length} orders answered, ${done} of ${total} disasters`;
}

const list = (entries: Iterable<[string, number]>) =>
  [...entries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name}: ${count}`)
    .join(", ");

function counted(words: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

type Outcome = {
  acts: string;
  orders: Order[];
  weather: Weather;
  counts: Record<string, number>;
  tally: ReturnType<typeof newTally>;
  world: World;
  ms: { storm: number; settling: number };
};

function report({ acts, orders, weather, counts, tally, world, ms }: Outcome): void {
  const final = counted(orders.map(({ answer }) => `${answer?.status}`));
  const seconds = (value: number) => `${(value / 1000).toFixed(1)} s`;
  const lines: [string, string][] = [
    ["orders", `${orders.length}, ${orders.reduce((sum, { attempts }) => sum + attempts, 0)} attempts`],
    ["final answers", list(final)],
    ["all answers", list(tally.answers)],
    [
      "disasters",
      `${weather.kills} kills, ${weather.deploys} deploys, ${weather.freezes} freezes, ${weather.restarts} database crashes`,
    ],
    ["boots", `${world.servers.bootMs.length}, p50 ${seconds(middle(world.servers.bootMs))}`],
    ["client waits", `p50 ${seconds(middle(tally.latencies))}, longest ${seconds(Math.max(0, ...tally.latencies))}`],
    ["reconcile", acts || "nothing to do"],
    ["at rest", list(Object.entries(counts))],
    ["time", `storm ${seconds(ms.storm)}, settling ${seconds(ms.settling)}`],
  ];
  console.log();
  for (const [name, text] of lines) console.log(`  ${name.padEnd(14)} ${text}`);
}

function middle(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
