import { parseArgs } from "node:util";
import autocannon from "autocannon";
import type { ApiRoute } from "@/lib/http/contract";
import { inTurn, quantile } from "./in-turn";
import { fillOthers } from "./others";
import { fillSwitchboard, type Switchboard } from "./switchboard";
import { inWorld } from "./world";

/*
 * npm run bench:lookups -- [--numbers=1000000] [--times-only]: finds the number a call goes out from and the agent that
 * answers, first in an organization of 1,000 numbers alone in its database, then in the same one and in one with a
 * tenth of `numbers`, among hundreds of organizations with the rest; and the throughput against a route that does
 * nothing. Times cover the route handler, with authentication and rate limits.
 */

const SMALL = 1_000;
const { values: options } = parseArgs({
  options: { numbers: { type: "string", default: "1000000" }, "times-only": { type: "boolean", default: false } },
});
const NUMBERS = Number(options.numbers);
const LARGE = NUMBERS / 10;
const OTHERS = 990;
const ROUNDS = 1_000;
const WARM_ROUNDS = 100;
const LOAD_SECONDS = 8;
const LOAD_ROUNDS = 3;
const CONNECTIONS = 16;
const AIMS = { p99: 5, p50Ratio: 1.3, throughput: 0.6 };

await inWorld({ env: { RATE_LIMIT_REQUESTS: "100000000" } }, async ({ url, serveApp }) => {
  const small = await fillSwitchboard({ numbers: SMALL, prefix: 2_000_000_000 });
  const alone = await timesOf(small);
  await fillOthers({ organizations: OTHERS, numbers: NUMBERS - LARGE });
  const large = await fillSwitchboard({ numbers: LARGE, prefix: 3_000_000_000 });
  const times = compare(alone, { small: await timesOf(small), large: await timesOf(large) });
  if (options["times-only"]) {
    process.exitCode = times ? 0 : 1;
    return;
  }
  await serveApp();
  const throughput = await measureThroughput(url, large);
  process.exitCode = times && throughput ? 0 : 1;
});

/** The lookups of one dataset, each for a random number or agent. */
function lookups({ random, numberOf, agents }: Switchboard): Record<string, () => string> {
  const agent = () => agents[random(agents.length)] ?? { id: "", versions: [] };
  return {
    "inbound agent": () => `/core/inbound-agent?phone_number=${encodeURIComponent(numberOf())}`,
    "outbound, that number": () => `/core/outbound-number?agent_number=${encodeURIComponent(numberOf())}`,
    "outbound, of the version": () => `/core/outbound-number?agent_version_id=${agent().versions[0]}`,
    "outbound, of the agent": () => `/core/outbound-number?agent_id=${agent().id}`,
    "outbound, any number": () => "/core/outbound-number",
    "outbound, number of others": () => `/core/outbound-number?agent_number=%2B1${4_000_000_001 + random(NUMBERS / 2)}`,
  };
}

type Times = Record<string, number[]>;

async function timesOf(board: Switchboard): Promise<Times> {
  const routes: Record<string, ApiRoute> = {
    "/core/inbound-agent": (await import("@/app/api/core/inbound-agent/route")).GET,
    "/core/outbound-number": (await import("@/app/api/core/outbound-number/route")).GET,
  };
  const asking = (address: () => string) => async () => {
    const request = new Request(`http://localhost${address()}`, {
      headers: { Authorization: `Bearer ${board.apiKey}` },
    });
    const answer = await routes[new URL(request.url).pathname]?.(request, { params: Promise.resolve({}) });
    if (answer?.status !== 200) throw new Error(`${answer?.status} ${request.url} ${await answer?.text()}`);
  };
  const runs = Object.fromEntries(Object.entries(lookups(board)).map(([what, address]) => [what, asking(address)]));
  await inTurn(WARM_ROUNDS, runs);
  return inTurn(ROUNDS, runs);
}

function compare(alone: Times, among: { small: Times; large: Times }): boolean {
  console.log(
    `${SMALL} numbers alone → the same, and ${LARGE}, among ${NUMBERS} of ${OTHERS} organizations; ${ROUNDS} look-ups of each; milliseconds`,
  );
  let met = true;
  for (const [what, times] of Object.entries(alone)) {
    const against = quantile(times, 0.5);
    for (const [where, { [what]: measured = [] }] of Object.entries(among)) {
      const [p50, p99] = [quantile(measured, 0.5), quantile(measured, 0.99)];
      met &&= p99 < AIMS.p99 && p50 / against <= AIMS.p50Ratio;
      console.log(
        `${what.padEnd(28)} ${where.padEnd(6)} p50 ${against.toFixed(2)} → ${p50.toFixed(2)}  (${(p50 / against).toFixed(2)} x, aim ${AIMS.p50Ratio})  p99 ${p99.toFixed(2)}  (aim < ${AIMS.p99})`,
      );
    }
  }
  return met;
}

async function measureThroughput(url: string, board: Switchboard): Promise<boolean> {
  const addresses = { "nothing behind the same wrapper": () => "/admin/members/me/scopes", ...lookups(board) };
  const answered: Record<string, number> = {};
  for (let round = 0; round <= LOAD_ROUNDS; round++) {
    for (const [what, address] of Object.entries(addresses)) {
      const perSecond = await load(url, board.apiKey, address, round === 0 ? 2 : LOAD_SECONDS);
      if (round > 0) answered[what] = (answered[what] ?? 0) + perSecond / LOAD_ROUNDS;
    }
  }
  const [[, empty = 0] = [], ...others] = Object.entries(answered);
  console.log(
    `requests a second over HTTP, ${CONNECTIONS} connections; nothing behind the same wrapper ${empty.toFixed(0)}`,
  );
  for (const [what, perSecond] of others) {
    const share = perSecond / empty;
    console.log(`${what.padEnd(26)} ${perSecond.toFixed(0)}  (${share.toFixed(2)} x, aim ${AIMS.throughput})`);
  }
  return others.every(([, perSecond]) => perSecond / empty >= AIMS.throughput);
}

async function load(url: string, apiKey: string, address: () => string, duration: number): Promise<number> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const requests = Array.from({ length: 500 }, () => ({ method: "GET" as const, path: address(), headers }));
  const { requests: counted, non2xx, errors } = await autocannon({ url, connections: CONNECTIONS, duration, requests });
  if (non2xx > 0 || errors > 0) throw new Error(`${non2xx} refusals and ${errors} errors at ${requests[0]?.path}`);
  return counted.average;
}
