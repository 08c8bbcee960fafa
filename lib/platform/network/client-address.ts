import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import { env } from "@/lib/platform/env";
import { processSingleton } from "@/lib/platform/process-singleton";

/** Next gives routes no socket, so the peer address travels in a header whose name is random per process. */
export function peerHeader(): string {
  return processSingleton("peer-header", () => `x-peer-${randomUUID()}`);
}

/** @param warn receives each problem with X-Forwarded-For once, as a sentence */
export function exposePeerAddress(
  warn: (problem: string) => void,
  trustedProxies: () => number = () => env().TRUSTED_PROXIES,
) {
  const told = new Set<string>();
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[peerHeader()] = request.socket.remoteAddress ?? "";
    const problem = forwardingProblem(request.headers["x-forwarded-for"], trustedProxies());
    if (!problem || told.has(problem)) return;
    told.add(problem);
    warn(problem);
  });
}

function forwardingProblem(header: string | string[] | undefined, trustedProxies: number): string | undefined {
  if (header === undefined) return undefined;
  if (trustedProxies === 0) {
    return "X-Forwarded-For arrives but is not trusted. If a proxy of yours sends it, set TRUSTED_PROXIES.";
  }
  const headers = new Headers({ "X-Forwarded-For": String(header) });
  if (clientAddressOf(headers, trustedProxies) !== null) return undefined;
  return "X-Forwarded-For holds no address where TRUSTED_PROXIES looks for it: such clients share one limit.";
}

/**
 * Null when unknown. Only the last TRUSTED_PROXIES entries of `X-Forwarded-For` are trusted; clients control the rest.
 */
export function clientAddressOf(
  headers: Pick<Headers, "get">,
  trustedProxies: number = env().TRUSTED_PROXIES,
): string | null {
  const peer = headers.get(peerHeader()) ?? "";
  const forwarded = headers.get("x-forwarded-for")?.split(",") ?? [];
  const hops = [...forwarded, peer];
  return parseHop(hops[Math.max(0, hops.length - 1 - trustedProxies)] ?? "");
}

/**
 * The rate limit key of a client: an IPv4 address, or a /64 because one customer usually has a whole one.
 * @param ipv4Bits 24 also counts neighboring IPv4 addresses
 */
export function addressPrefix(address: string | null, ipv4Bits: 24 | 32 = 32): string {
  if (address === null || !ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  const bits = parsed.kind() === "ipv4" ? ipv4Bits : 64;
  const network = parsed
    .toByteArray()
    .map((byte, index) => byte & ~(0xff >> Math.min(8, Math.max(0, bits - index * 8))));
  return `${ipaddr.fromByteArray(network).toString()}/${bits}`;
}

export function proxyProblem({ APP_URL, TRUSTED_PROXIES }: { APP_URL: string; TRUSTED_PROXIES: number }) {
  if (!APP_URL.startsWith("https://") || TRUSTED_PROXIES > 0) return undefined;
  return "APP_URL is https, so a proxy terminates TLS, but TRUSTED_PROXIES is 0: all clients share the proxy's address in limits and logs. Set TRUSTED_PROXIES to the number of your proxies.";
}

/** Some proxies add a port, and brackets around IPv6: `203.0.113.9:50211`, `[2001:db8::1]:443`. */
function parseHop(hop: string): string | null {
  const text = hop.trim();
  const [, bracketed, bare] = /^(?:\[([^\]]*)\](?::\d+)?|(\d+(?:\.\d+){3}):\d+)$/.exec(text) ?? [];
  const address = bracketed ?? bare ?? text;
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : null;
}
