import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/**
 * Once per server: an address whose percent-encoding is none (`/core/%E0%A4%A`) is nobody's, and answered as such. Next
 * would fail on it with a bare 500 before any route of ours is asked.
 */
export function leadMalformedAddressesNowhere(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.url = wellFormed(request.url ?? "/");
  });
}

/** The same address, or one that leads nowhere in the same part of the site. */
export function wellFormed(url: string): string {
  const [path = "/"] = url.split("?", 1);
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return /^\/(api|core|admin)\//.test(path) ? "/api/nowhere" : "/nowhere";
  }
}
