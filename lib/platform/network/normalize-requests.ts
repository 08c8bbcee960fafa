import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/** Next.js knows these; on another it fails with a bare 400 or 500 before any route is asked. */
const knownMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Once per server: brings requests that Next.js would fail on into a form that a route answers. */
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

/** A target in absolute form (RFC 9112 §3.2.2) as the path that it means; any other as it is. */
export function originForm(target: string): string {
  const [origin] = /^https?:\/\/[^/?#]*/i.exec(target) ?? [];
  if (origin === undefined) return target;
  const rest = target.slice(origin.length);
  return rest.startsWith("/") ? rest : `/${rest}`;
}

/** The same address, or one that leads nowhere in the same part of the site when its percent-encoding is malformed. */
export function wellFormed(url: string): string {
  const [path = "/"] = url.split("?", 1);
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return /^\/(api|core|admin)\//.test(path) ? "/api/nowhere" : "/nowhere";
  }
}
