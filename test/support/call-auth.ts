import { randomUUID } from "node:crypto";
import { type WorkStore, workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external";
import { createRequestStoreForAPI } from "next/dist/server/async-storage/request-store";
import { NextRequest } from "next/server";
import { GET, POST } from "@/app/api/auth/[...nextauth]/route";
import { peerHeader } from "@/lib/platform/network/client-address";

type AuthCall = {
  query?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as a form. */
  form?: Record<string, string>;
  cookies?: Record<string, string>;
  /** The socket's address. Default: an address in a separate network. */
  address?: string;
};

/** Calls `/api/auth/<action>` as Next does, which passes cookies to next-auth separately. */
export async function callAuth(action: string, { query, json, form, cookies = {}, address }: AuthCall = {}) {
  const url = new URL(`/api/auth/${action}`, "http://localhost:3000");
  url.search = new URLSearchParams(query).toString();
  const isPost = json !== undefined || form !== undefined;
  const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const request = new NextRequest(url, {
    method: isPost ? "POST" : "GET",
    headers: {
      [peerHeader()]: address ?? anAddress(),
      "User-Agent": "Firefox/140.0",
      ...(cookie.length > 0 && { Cookie: cookie.join("; ") }),
      ...(isPost && { "Content-Type": form ? "application/x-www-form-urlencoded" : "application/json" }),
    },
    ...(isPost && { body: form ? new URLSearchParams(form).toString() : JSON.stringify(json) }),
  });
  const tags = { tags: [], expirationsByCacheKind: new Map() };
  const store = createRequestStoreForAPI(request, request.nextUrl, tags, undefined, undefined, undefined);
  const params = Promise.resolve({ nextauth: action.split("/").map(decodeURIComponent) });
  const response = await workAsyncStorage.run({ route: "/api/auth/[...nextauth]" } as WorkStore, () =>
    workUnitAsyncStorage.run(store, () => (isPost ? POST : GET)(request, { params })),
  );
  return {
    status: response.status,
    headers: response.headers,
    text: await response.text(),
    cookies: cookiesOf(response),
  };
}

/** Signs in like the form: fetches the CSRF token, then sends the credentials. */
export async function signInByPassword(
  credentials: Record<string, unknown>,
  { cookies = {}, ...rest }: Omit<AuthCall, "json" | "form"> = {},
) {
  const csrf = await csrfToken();
  const json = { ...credentials, csrfToken: csrf.token, json: "true" };
  const sent = { ...cookies, ...csrf.cookies };
  const answer = await callAuth("callback/credentials", { ...rest, json, cookies: sent });
  const { url } = JSON.parse(answer.text);
  return { ...answer, error: new URL(url).searchParams.get("error") };
}

/** The CSRF token and cookies that next-auth requires for a POST. */
export async function csrfToken() {
  const { text, cookies } = await callAuth("csrf");
  return { token: String(JSON.parse(text).csrfToken), cookies };
}

/** A random address in a separate network. */
export const anAddress = () => `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::1`;

function cookiesOf(response: Response): Record<string, string> {
  const pairs = response.headers.getSetCookie().map((line) => /^([^=]+)=([^;]*)/.exec(line) ?? []);
  return Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, decodeURIComponent(value)]));
}
