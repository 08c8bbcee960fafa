import fc from "fast-check";
import { hostileHeader, hostileText } from "./fuzz/hostile";
import { actionAddresses, openRoutes, pageAddresses } from "./open-routes";

/** A request without a credential. */
type Visit = {
  address: string;
  query: [string, string][];
  method: string;
  headers: Record<string, string>;
  body: string;
};

const authAddresses = [
  "csrf",
  "providers",
  "session",
  "signin",
  "signin/oidc",
  "callback/credentials",
  "callback/oidc",
  "signout",
  "error",
  "_log",
].map((action) => `/api/auth/${action}`);

async function addresses(): Promise<string[]> {
  const { open } = await openRoutes();
  return [...new Set([...authAddresses, ...pageAddresses(), ...actionAddresses(), ...open.map(({ url }) => url)])];
}

const names = [
  "email",
  "password",
  "code",
  "csrfToken",
  "callbackUrl",
  "json",
  "redirect",
  "from",
  "error",
  "state",
  "iss",
];
const pair = fc.tuple(fc.oneof(fc.constantFrom(...names), hostileText), hostileText);
const form = fc.array(pair, { maxLength: 5 }).map((pairs) => encoded(pairs));
const body = fc.oneof(
  form,
  fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 2 })).map((value) => JSON.stringify(value)),
  hostileText,
  fc.constantFrom("x".repeat(20_000), "x".repeat(2_000_000), "[]", '["$K1"]'),
);
const types = [
  "application/x-www-form-urlencoded",
  "application/json",
  "text/plain;charset=UTF-8",
  "multipart/form-data; boundary=x",
  "",
];
const headers = fc.record(
  {
    "Content-Type": fc.constantFrom(...types),
    "Next-Action": fc.oneof(fc.constantFrom("0".repeat(42), "x", ""), hostileHeader),
    Origin: fc.oneof(fc.constantFrom("null", "https://evil.example"), hostileHeader),
    Authorization: hostileHeader,
    Cookie: hostileHeader,
    "Next-Router-Prefetch": fc.constant("1"),
    RSC: fc.constant("1"),
    "Accept-Encoding": fc.constantFrom("br", "gzip", "identity", "br;q=0, gzip"),
    "If-None-Match": hostileHeader,
  },
  { requiredKeys: [] },
);

const encoded = (pairs: [string, string][]) =>
  pairs.map((part) => part.map((text) => encodeURIComponent(text.toWellFormed().slice(0, 2_000))).join("=")).join("&");

export type SurfaceResult = { requests: number; faults: string[] };

/** Fuzzes every route and page without a credential over HTTP: no response may be 5xx or reveal internals. */
export async function fuzzOpenSurface(
  origin: string,
  options: { seed: number; requests: number },
): Promise<SurfaceResult> {
  const visit: fc.Arbitrary<Visit> = fc.record({
    address: fc.constantFrom(...(await addresses())),
    query: fc.array(pair, { maxLength: 3 }),
    method: fc.constantFrom("GET", "HEAD", "POST", "POST", "POST", "PUT", "DELETE", "OPTIONS"),
    headers,
    body,
  });
  const faults: string[] = [];
  const property = fc.asyncProperty(visit, async (sent) => {
    const fault = await faultOf(origin, sent);
    if (fault) throw new Error(fault);
  });
  const checked = await fc.check(property, { seed: options.seed, numRuns: options.requests, endOnFailure: false });
  if (checked.failed) {
    const why = checked.errorInstance instanceof Error ? checked.errorInstance.message : String(checked.errorInstance);
    faults.push(`${why}\n  ${JSON.stringify(checked.counterexample?.[0]).slice(0, 1_000)}`);
  }
  return { requests: checked.numRuns, faults };
}

const inside = /\bprisma\b|node_modules|\.ts:\d+|is not a function|invocation/i;

async function faultOf(origin: string, { address, query, method, headers, body }: Visit): Promise<string | undefined> {
  const search = query.length > 0 ? `?${encoded(query)}` : "";
  const hasBody = !["GET", "HEAD", "OPTIONS"].includes(method);
  const init = { method, headers, redirect: "manual", ...(hasBody && { body }) } as const;
  const ask = () => fetch(`${origin}${address}${search}`, init);
  // A connection closes after it refused a body, so retry once, as every client does.
  const answer = await ask().catch(ask);
  const text = await answer.text();
  // 501 is a valid answer to an unknown method.
  if (answer.status >= 500 && answer.status !== 501)
    return `${method} ${address} answers ${answer.status}: ${text.slice(0, 300)}`;
  // An HTML page may show its own URL.
  const told = answer.headers.get("content-type")?.includes("html") ? "" : text;
  const place = answer.headers.get("location") ?? "";
  if (inside.test(`${place} ${told}`))
    return `${method} ${address} tells of our insides: ${place} ${told.slice(0, 300)}`;
  return undefined;
}

/** In `/healthz` requests: a rendered page stays below it, the whole API reference is far above. */
export const MAX_HEALTH_CHECKS = 15;

/**
 * The server's CPU time for requests without a credential, as a multiple of a `/healthz` request.
 * @param metricsToken METRICS_TOKEN of the server, which reports its CPU time
 */
export async function measureOpenSurface(
  origin: string,
  metricsToken: string,
): Promise<{ address: string; ratio: number }[]> {
  const cost = async (address: string) => {
    await visitTimes(origin, address, 5);
    const before = await cpuSeconds(origin, metricsToken);
    await visitTimes(origin, address, ROUNDS);
    return ((await cpuSeconds(origin, metricsToken)) - before) / ROUNDS;
  };
  const unit = Math.max(await cost("/healthz"), LEAST_SECONDS);
  const ratios: { address: string; ratio: number }[] = [];
  for (const address of await addresses()) ratios.push({ address, ratio: (await cost(address)) / unit });
  return ratios;
}

const ROUNDS = 40;
/** The resolution of CPU time. */
const LEAST_SECONDS = 0.002;

async function visitTimes(origin: string, address: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    const answer = await fetch(`${origin}${address}`, { redirect: "manual" });
    await answer.arrayBuffer();
  }
}

async function cpuSeconds(origin: string, token: string): Promise<number> {
  const answer = await fetch(`${origin}/metrics`, { headers: { Authorization: `Bearer ${token}` } });
  const [, seconds] = /^process_cpu_seconds_total (\S+)/m.exec(await answer.text()) ?? [];
  if (seconds === undefined) throw new Error("The server tells no CPU time.");
  return Number(seconds);
}
