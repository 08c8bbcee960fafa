import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server } from "node:http";
import { processSingleton } from "@/lib/platform/process-singleton";

const HEADERS_MS = 15_000;
/** A CSV file may take a minute: see lib/http/read-body.ts. */
const REQUEST_MS = 90_000;

const own = () => processSingleton("own-server", (): { origin?: string } => ({}));

/**
 * Once per server, which Next makes and does not show: notes under which origin this process reaches itself, and lets no
 * client take longer than 15 seconds to send its headers and 90 for a whole request (Node's own limits are 60 and 300).
 */
export function watchOwnServer(): void {
  subscribe("http.server.request.start", (message) => {
    const { request, server } = message as { request: IncomingMessage; server: Server };
    server.headersTimeout = HEADERS_MS;
    server.requestTimeout = REQUEST_MS;
    const { localAddress, localFamily, localPort } = request.socket;
    own().origin ??= `http://${localFamily === "IPv6" ? `[${localAddress}]` : localAddress}:${localPort}`;
  });
}

/** Undefined before the first request, and outside the server. */
export function ownOrigin(): string | undefined {
  return own().origin;
}
