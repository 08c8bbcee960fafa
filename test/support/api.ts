import type { ApiRoute } from "@/lib/http/contract";
import { sessionCookieName, sessionCookieValue } from "@/lib/identity/session-cookie";
import { beginSession } from "@/lib/identity/sessions/session-store";
import { proxied } from "./proxied-request";

type Call = {
  /** Default: GET, or, for a route with a body, POST (PATCH for an update). */
  method?: string;
  /** The path with its query. */
  path?: string;
  params?: Record<string, string>;
  /** `ak_…` or `pat_…`. */
  token?: string;
  /** The id of a signed-in user; sends the headers of a browser on our own page. */
  session?: string;
  organizationId?: string;
  body?: unknown;
  headers?: Record<string, string>;
};

/** Calls a route handler directly, with a real Request behind the proxy that Next.js puts in front of it. */
export async function call(
  route: ApiRoute,
  { method, path = "/", params = {}, token, session, organizationId, body, headers = {} }: Call,
) {
  const request = new Request(`http://localhost${path}`, {
    method: method ?? (route.contract.body ? methodWithBody(route) : "GET"),
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(session && { Cookie: await sessionCookie(session), "Sec-Fetch-Site": "same-origin" }),
      ...(organizationId && { "X-Anyreach-Org": organizationId }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const response = await route(proxied(request), { params: Promise.resolve(params) });
  // biome-ignore lint/suspicious/noExplicitAny: tests read responses of every shape
  const json: any = await response
    .clone()
    .json()
    .catch(() => undefined);
  return { status: response.status, json, headers: response.headers, response };
}

function methodWithBody(route: ApiRoute): string {
  return route.contract.operation.startsWith("update") ? "PATCH" : "POST";
}

/** The Cookie header of a user who has just signed in. */
export async function sessionCookie(userId: string): Promise<string> {
  const sessionId = await beginSession({ userId, method: "password", address: null, userAgent: null });
  return `${sessionCookieName()}=${await sessionCookieValue({ sessionId, userId })}`;
}
