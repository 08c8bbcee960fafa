import { routes } from "@/app/openapi.json/document";
import type { ApiRoute } from "@/lib/http/contract";
import { scopesByCaller, verbsOf } from "@/lib/http/openapi";

/** One verb of one route, as the OpenAPI document names it. */
export type Operation = {
  name: string;
  method: string;
  /** With its parameters in braces. */
  path: string;
  route: ApiRoute;
  /** Of which one is enough; none: every valid credential. */
  accepted: { session: string[]; token: string[] };
  sessionOnly: boolean;
};

/** Every operation that the document describes: a route that is not in it fails a test of its own. */
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

/** The address with its parameters filled in and its query, as a client writes it. */
export function addressOf(
  path: string,
  params: Record<string, string> = {},
  query: Record<string, string> | string = {},
): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const search = typeof query === "string" ? query : new URLSearchParams(query).toString();
  return search ? `${filled}?${search}` : filled;
}
