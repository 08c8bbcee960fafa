import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import { env } from "@/lib/env";

const kept = globalThis as typeof globalThis & { trunklinePeerHeader?: string };

/** Next hands routes no socket, so its peer travels as a header: of a name that no client can guess, made per process. */
export function peerHeader(): string {
  kept.trunklinePeerHeader ??= `x-peer-${randomUUID()}`;
  return kept.trunklinePeerHeader;
}

/** Once per server: from then on each request carries the address of its socket. */
export function notePeers(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[peerHeader()] = request.socket.remoteAddress ?? "";
  });
}

/**
 * Where a request came from, as IPv4 or IPv6 text; null where that is not known. `X-Forwarded-For` is believed as far as
 * TRUSTED_PROXIES says: each of our own proxies has written one entry at its end, all before them is the client's word.
 */
export function clientAddressOf(
  headers: Pick<Headers, "get">,
  trustedProxies: number = env().TRUSTED_PROXIES,
): string | null {
  const peer = headers.get(peerHeader()) ?? "";
  const forwarded = headers.get("x-forwarded-for")?.split(",") ?? [];
  const hops = [...forwarded, peer];
  const address = hops[Math.max(0, hops.length - 1 - trustedProxies)]?.trim() ?? "";
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : null;
}
