import { AppError } from "@/lib/platform/errors";
import { requestIdOf } from "@/lib/platform/request-id";
import type { ApiRoute } from "./contract";
import { corsHeaders, preflightHeaders } from "./cors";
import { errorResponse } from "./error-response";

export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof methods)[number];

export type Refusal = (request: Request) => Response;

/**
 * Answers methods that a route lacks with 405, `Allow` (RFC 9110 §15.5.6) and a problem document, and OPTIONS,
 * including preflight requests. Each `route.ts` ends with
 * `export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });`
 */
export function methodNotAllowed<T extends Partial<Record<Method, ApiRoute>>>(
  routes: T,
): Record<Exclude<Method, keyof T> | "OPTIONS", Refusal> {
  const offered = methods.filter((method) => method in routes);
  const allow = [...offered, ...("GET" in routes ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const refuse: Refusal = (request) => {
    const detail = `This endpoint doesn't support ${request.method}. Use ${offered.join(", ")}.`;
    const requestId = requestIdOf(request);
    const response = errorResponse(new AppError("method_not_allowed", detail), requestId);
    const headers = { Allow: allow, "X-Request-Id": requestId, ...corsHeaders(request) };
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    return response;
  };
  const options: Refusal = (request) =>
    new Response(null, { status: 204, headers: { Allow: allow, ...preflightHeaders(request, offered) } });
  const refused = methods.filter((method) => !(method in routes)).map((method) => [method, refuse]);
  return Object.fromEntries([...refused, ["OPTIONS", options]]);
}
