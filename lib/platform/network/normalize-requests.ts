import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/** The methods Next.js supports; for any other it fails with a bare 400 or 500 before a route runs. */
const knownMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

export function normalizeRequests(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const { method = "GET", url = "/" } = request;
    if (knownMethods.has(method)) {
      request.url = wellFormed(originForm(url));
    } else {
      request.method = "GET";
      request.url = "/api/unknown-method";
    }
  });
}

/** Converts a target in absolute form (RFC 9112 §3.2.2) to its path. */
export function originForm(target: string): string {
  const [origin] = /^https?:\/\/[^/?#]*/i.exec(target) ?? [];
  if (origin === undefined) return target;
  const rest = target.slice(origin.length);
  return rest.startsWith("/") ? rest : `/${rest}`;
}

/** Replaces a URL with malformed percent-encoding with one that does not exist in the same part of the site. */
export function wellFormed(url: string): string {
  const [path = "/"] = url.split("?", 1);
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return /^\/(api|core|admin)\//.test(path) ? "/api/nowhere" : "/nowhere";
  }
}
