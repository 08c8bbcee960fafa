import { env } from "@/lib/platform/env";

const requestHeaders = [
  "Authorization",
  "Content-Type",
  "Idempotency-Key",
  "If-Match",
  "X-Anyreach-Org",
  "X-Request-Id",
];
const answerHeaders = [
  "ETag",
  "Idempotency-Replayed",
  "Link",
  "Location",
  "RateLimit",
  "RateLimit-Policy",
  "Retry-After",
  "X-Request-Id",
];
const PREFLIGHT_SECONDS = 600;

/** Lets pages from CORS_ALLOWED_ORIGINS read responses, never with credentials: they must send their own token. */
export function corsHeaders(request: Request): Record<string, string> {
  const origin = request.headers.get("origin");
  if (env().CORS_ALLOWED_ORIGINS.length === 0) return {};
  const allowed = origin !== null && env().CORS_ALLOWED_ORIGINS.includes(origin);
  if (!allowed) return { Vary: "Origin" };
  return {
    Vary: "Origin",
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Expose-Headers": answerHeaders.join(", "),
  };
}

export function preflightHeaders(request: Request, methods: readonly string[]): Record<string, string> {
  const headers = corsHeaders(request);
  if (!headers["Access-Control-Allow-Origin"]) return headers;
  return {
    ...headers,
    "Access-Control-Allow-Methods": methods.join(", "),
    "Access-Control-Allow-Headers": requestHeaders.join(", "),
    "Access-Control-Max-Age": String(PREFLIGHT_SECONDS),
  };
}
