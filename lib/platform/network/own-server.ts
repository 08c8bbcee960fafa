import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server } from "node:http";
import { processSingleton } from "@/lib/platform/process-singleton";

const HEADERS_MS = 15_000;
/** A CSV upload may take a minute; see lib/http/read-body.ts. */
const REQUEST_MS = 90_000;

const own = () => processSingleton("own-server", (): { origin?: string } => ({}));

/** Limits clients to 15 seconds for headers and 90 for a whole request; Node's defaults are 60 and 300. */
export function watchOwnServer(): void {
  subscribe("http.server.request.start", (message) => {
    const { request, server } = message as { request: IncomingMessage; server: Server };
    server.headersTimeout = HEADERS_MS;
    server.requestTimeout = REQUEST_MS;
    const { localAddress, localFamily, localPort } = request.socket;
    own().origin ??= `http://${localFamily === "IPv6" ? `[${localAddress}]` : localAddress}:${localPort}`;
  });
}

export function ownOrigin(): string | undefined {
  return own().origin;
}
