import autocannon from "autocannon";
import type { ApiRoute } from "@/lib/http/contract";
import { inTurn, quantile } from "./in-turn";
import { fillSwitchboard, type Switchboard } from "./switchboard";
import { inWorld } from "./world";

/*
 * npm run bench:lookups [numbers] — which number a call goes out from and which agent answers, in an organization of
 * 1,000 numbers and in one of 1,000,000 beside it; and their throughput against a route that does nothing behind the
 * same door. Times are of the route's handler: from the request to its answer, with authentication and rate limits.
 */

const SMALL = 1_000;
const LARGE = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 1_000;
const WARM_ROUNDS = 100;
const LOAD_SECONDS = 8;
const LOAD_ROUNDS = 3;
const CONNECTIONS = 16;
const AIMS = { p99: 5, p50Ratio: 1.3, throughput: 0.6 };

await inWorld({ env: { RATE_LIMIT_REQUESTS: "100000000" } }, async ({ url, serveApp }) => {
  const small = await fillSwitchboard({ numbers: SMALL, prefix: 2_000_000_000 });
  const large = await fillSwitchboard({ numbers: LARGE, prefix: 3_000_000_000 });
  const times = await measureTimes(small, large);
  await serveApp();
  const throughput = await measureThroughput(url, large);
  process.exitCode = times && throughput ? 0 : 1;
});

/** The look-ups of a switchboard, each time of another number or agent. */
function lookups({ random, numberOf, agents }: Switchboard): Record<string, () => string> {
  const agent = () => agents[random(agents.length)] ?? { id: "", versions: [] };
  return {
    "inbound agent": () => `/core/inbound-agent?phone_number=${encodeURIComponent(numberOf())}`,
    "outbound, that number": () => `/core/outbound-number?agent_number=${encodeURIComponent(numberOf())}`,
    "outbound, of the version": () => `/core/outbound-number?agent_version_id=${agent().versions[0]}`,
    "outbound, of the agent": () => `/core/outbound-number?agent_id=${agent().id}`,
    "outbound, any number": () => "/core/outbound-number",
  };
}

async function measureTimes(small: Switchboard, large: Switchboard): Promise<boolean> {
  const routes: Record<string, ApiRoute> = {
    "/core/inbound-agent": (await import("@/app/api/core/inbound-agent/route")).GET,
    "/core/outbound-number": (await import("@/app/api/core/outbound-number/route")).GET,
  };
  const asking = (board: Switchboard, address: () => string) => async () => {
    const request = new Request(`http://localhost${address()}`, {
      headers: { Authorization: `Bearer ${board.apiKey}` },
    });
    const answer = await routes[new URL(request.url).pathname]?.(request, { params: Promise.resolve({}) });
    if (answer?.status !== 200) throw new Error(`${answer?.status} ${request.url} ${await answer?.text()}`);
  };
  const [ofSmall, ofLarge] = [lookups(small), lookups(large)];
  console.log(`numbers: ${SMALL} against ${LARGE}; ${ROUNDS} look-ups of each, in turn; milliseconds`);
  let met = true;
  for (const [what, address] of Object.entries(ofLarge)) {
    const runs = { small: asking(small, ofSmall[what] ?? address), large: asking(large, address) };
    await inTurn(WARM_ROUNDS, runs);
    const times = await inTurn(ROUNDS, runs);
    const [p50, against] = [quantile(times.large, 0.5), quantile(times.small, 0.5)];
    const p99 = quantile(times.large, 0.99);
    met &&= p99 < AIMS.p99 && p50 / against <= AIMS.p50Ratio;
    console.log(
      `${what.padEnd(26)} p50 ${against.toFixed(2)} → ${p50.toFixed(2)}  (${(p50 / against).toFixed(2)} x, aim ${AIMS.p50Ratio})  p99 ${p99.toFixed(2)}  (aim < ${AIMS.p99})`,
    );
  }
  return met;
}

async function measureThroughput(url: string, board: Switchboard): Promise<boolean> {
  const addresses = { "nothing behind the same door": () => "/admin/members/me/scopes", ...lookups(board) };
  const answered: Record<string, number> = {};
  for (let round = 0; round <= LOAD_ROUNDS; round++) {
    for (const [what, address] of Object.entries(addresses)) {
      const perSecond = await load(url, board.apiKey, address, round === 0 ? 2 : LOAD_SECONDS);
      if (round > 0) answered[what] = (answered[what] ?? 0) + perSecond / LOAD_ROUNDS;
    }
  }
  const [[, empty = 0] = [], ...others] = Object.entries(answered);
  console.log(
    `requests a second over HTTP, ${CONNECTIONS} connections; nothing behind the same door ${empty.toFixed(0)}`,
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
