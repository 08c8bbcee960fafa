import { routes } from "@/app/openapi.json/document";
import type { ApiRoute } from "@/lib/http/contract";
import { scopesByCaller, verbsOf } from "@/lib/http/openapi";

/** One method of one route, as in the OpenAPI document. */
export type Operation = {
  name: string;
  method: string;
  /** With parameters in braces. */
  path: string;
  route: ApiRoute;
  /** Any one is enough; empty accepts every valid credential. */
  accepted: { session: string[]; token: string[] };
  sessionOnly: boolean;
};

/** Every documented operation; another test fails for a route that is not documented. */
export function allOperations(): Operation[] {
  return Object.entries(routes).flatMap(([path, module]) =>
    verbsOf(module).map(([method, route]) => ({
      name: route.contract.operation,
      method,
      path,
      route,
      accepted: scopesByCaller(route.contract),
      sessionOnly: route.contract.sessionOnly ?? false,
    })),
  );
}

/** The URL path with parameters filled in, and the query. */
export function addressOf(
  path: string,
  params: Record<string, string> = {},
  query: Record<string, string> | string = {},
): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const search = typeof query === "string" ? query : new URLSearchParams(query).toString();
  return search ? `${filled}?${search}` : filled;
}
