import { unstable_doesMiddlewareMatch as doesProxyMatch } from "next/experimental/testing/server";
import { NextRequest } from "next/server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { actionPages } from "@/lib/http/page-gate";
import { sessionCookieName, sessionCookieValue } from "@/lib/identity/session-cookie";
import { forgetEnvironment } from "@/lib/platform/env";
import { forgetSingleton } from "@/lib/platform/process-singleton";
import { config, proxy } from "@/proxy";
import { call } from "@/test/support/api";
import { countStatements } from "@/test/support/count-statements";
import { newOrganization } from "@/test/support/organization";
import { actionAddresses, type Open, openRoutes, pageAddresses } from "./open-routes";
import { allOperations } from "./operations";

const LIMIT = 5;
const KIB = 1_024;
const { open, unbounded } = await openRoutes();
const pages = pageAddresses();
/** Where no page is, a file's name, and an invitation. */
const otherPages = ["/a/b/c/d", "/nothing.png", "/nothing.txt", "/sign-in/nothing", "/healthzx", "/corex"];

let address = 0;
/** From an address of its own, as the last proxy says it. */
const elsewhere = () => ({ "X-Forwarded-For": `2001:db8:0:${(++address).toString(16)}::1` });

function limitAnonymous(points: number): void {
  Object.assign(process.env, { RATE_LIMIT_ANONYMOUS: String(points), TRUSTED_PROXIES: "1" });
  forgetSingleton("address-limits");
  forgetEnvironment();
}
beforeEach(() => limitAnonymous(LIMIT));
afterEach(() => limitAnonymous(0));

const ask = ({ method, url, route }: Open, init: RequestInit = {}) =>
  route(new Request(`http://localhost${url}`, { method, ...init }), {
    params: Promise.resolve({ nextauth: ["nothing"] }),
  });

const visit = (url: string, init: ConstructorParameters<typeof NextRequest>[1] = {}) =>
  proxy(new NextRequest(`http://localhost:3000${url}`, init));

it("every route either asks for a credential or has a bound", () => {
  expect(unbounded).toEqual([]);
  expect(open.map(({ url }) => url)).toEqual(
    expect.arrayContaining(["/api/auth/nothing", "/api/healthz", "/api/readyz", "/api/metrics", "/openapi.json"]),
  );
});

describe.each(open.map((route) => [route.name, route] as const))("%s", (_, route) => {
  it.runIf(route.bound === "per address")(
    "refuses the next request of an address past the limit, and of no other",
    async () => {
      const headers = elsewhere();
      for (let times = 0; times < LIMIT; times++) expect((await ask(route, { headers })).status).not.toBe(429);
      const refused = await ask(route, { headers });
      expect([refused.status, refused.headers.get("content-type")]).toEqual([429, "application/problem+json"]);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      expect((await ask(route, { headers: elsewhere() })).status).not.toBe(429);
    },
  );

  it.runIf(route.bound === "constant cost")("asks the database at most once however often it is asked", async () => {
    const statements = await countStatements(() =>
      Promise.all(Array.from({ length: 200 }, () => ask(route, { headers: elsewhere() }))),
    );
    expect(statements).toBeLessThanOrEqual(3);
  });

  it.runIf(!["GET", "HEAD"].includes(route.method))("reads no body past 16 KiB", async () => {
    let sent = 0;
    const pull = (controller: ReadableStreamDefaultController) => {
      sent += KIB;
      controller.enqueue(new Uint8Array(KIB).fill(0x61));
    };
    const body = new ReadableStream({ pull }, { highWaterMark: 0 });
    const headers = { ...elsewhere(), "Content-Type": "application/x-www-form-urlencoded" };
    const init = { headers, body, duplex: "half" };
    expect((await ask(route, init)).status).toBe(413);
    expect(sent).toBeLessThanOrEqual(18 * KIB);
  });
});

describe.each([...pages, ...otherPages])("the page %s", (url) => {
  it("is behind the proxy, whatever a client's headers say", () => {
    for (const headers of [{}, { "next-router-prefetch": "1" }, { purpose: "prefetch" }, { rsc: "1" }]) {
      expect(doesProxyMatch({ config, url, headers }), JSON.stringify(headers)).toBe(true);
    }
  });

  it("refuses the next visit of an address past the limit, in a page, and none with a session", async () => {
    const headers = elsewhere();
    for (let times = 0; times < LIMIT; times++) await visit(url, { headers }).catch(() => {});
    const refused = await visit(url, { headers });
    expect([refused.status, refused.headers.get("content-type")]).toEqual([429, "text/html; charset=utf-8"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.text()).toContain("Too many requests. Try again in");
    const claim = await sessionCookieValue({ sessionId: "any", userId: "any" });
    const cookie = { ...headers, Cookie: `${sessionCookieName()}=${claim}` };
    expect((await visit(url, { headers: cookie })).status).not.toBe(429);
  });

  it("takes no body but a server action's, where there is one, small and from our own pages", async () => {
    const isAction = actionPages.some((page) => page.test(url));
    const post = async (headers: Record<string, string>, method = "POST") =>
      (await visit(url, { method, headers: { ...elsewhere(), ...headers }, body: "[]" })).status;
    const action = { "Next-Action": "0".repeat(42), Origin: "http://localhost:3000", Host: "localhost:3000" };
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) expect(await post({}, method)).toBe(405);
    if (!isAction) return expect(await post({ ...action, "Content-Length": "2" })).toBe(405);
    // Where a person must be signed in, the visit leads to the sign-in, whatever it brings.
    const { status: seen } = await visit(url, { headers: elsewhere() });
    expect([200, 307]).toContain(seen);
    expect(await post({ ...action, "Content-Length": "2" })).toBe(seen);
    expect(await post({ ...action, "Content-Length": String(200 * KIB * KIB) })).toBe(413);
    expect(await post(action)).toBe(400);
    expect(await post({ ...action, Origin: "https://evil.example", "Content-Length": "2" })).toBe(403);
    expect(await post({ ...action, Origin: "no origin", "Content-Length": "2" })).toBe(403);
    expect(await post({ "Next-Action": "x", "Content-Length": "2" })).toBe(403);
  });
});

it("every server action stands where the proxy lets one through", () => {
  const addresses = actionAddresses();
  expect(addresses.length).toBeGreaterThan(0);
  for (const url of addresses)
    expect(
      actionPages.some((page) => page.test(url)),
      url,
    ).toBe(true);
});

describe("credentials that fail", () => {
  const [operation] = allOperations().filter(({ name }) => name === "listPhoneNumbers");
  const list = (options: Parameters<typeof call>[1]) => {
    if (!operation) throw new Error("There is no such operation.");
    return call(operation.route, options);
  };

  it("are refused past the limit of their address, without a look-up; one that has worked goes on working", async () => {
    const { apiKey } = await newOrganization();
    const other = await newOrganization();
    const headers = elsewhere();
    expect((await list({ token: apiKey, headers })).status).toBe(200);
    const wrong = `${other.apiKey.slice(0, 36)}${apiKey.slice(36)}`;
    for (let times = 0; times < LIMIT; times++) expect((await list({ token: wrong, headers })).status).toBe(401);
    const statements = await countStatements(async () => {
      const refused = await list({ token: wrong, headers });
      expect([refused.status, refused.json.code]).toEqual([429, "rate_limited"]);
    });
    expect(statements).toBe(0);
    expect((await list({ headers })).status).toBe(429);
    expect((await list({ token: apiKey, headers })).status).toBe(200);
    expect((await list({ token: wrong, headers: elsewhere() })).status).toBe(401);
  });
});
