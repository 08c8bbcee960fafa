import { equal, match, ok } from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { DemoFile } from "./demo";

type Asked = { method?: string; token?: string; body?: unknown; headers?: Record<string, string> };

/** A client of the running demo that knows nothing but the documentation. */
export function clientOf({ url, api_key }: DemoFile) {
  return async (path: string, { method, token = api_key, body, headers = {} }: Asked = {}) => {
    const response = await fetch(`${url}${path}`, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      redirect: "manual",
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    const value: unknown = isJson ? JSON.parse(text) : {};
    const json = Array.isArray(value) ? {} : z.record(z.string(), z.unknown()).parse(value);
    return { status: response.status, json, text, headers: response.headers };
  };
}

type Client = ReturnType<typeof clientOf>;
type Answer = Awaited<ReturnType<Client>>;
export type Check = { name: string; run: () => Promise<void> };

const Found = z.object({ data: z.array(z.object({ phone_number: z.string(), monthly_price: z.unknown() })) });
const purchasePath = "/core/managed-accounts/default/purchase-number";
const searchPath = (query: string) => `/core/managed-accounts/default/search-numbers?${query}`;

/** A refusal is a problem document with this status and code, one sentence and the request's id. */
export function isProblem({ status, json, headers }: Answer, wanted: number, code?: string): void {
  equal(status, wanted, JSON.stringify(json));
  match(headers.get("content-type") ?? "", /^application\/problem\+json/);
  equal(json.status, wanted);
  if (code !== undefined) equal(json.code, code);
  ok(typeof json.detail === "string" && json.detail.length > 0);
  equal(json.request_id, headers.get("x-request-id"));
}

/** The documented calls, in an order in which each finds what the ones before it made. */
export function documentedChecks(demo: DemoFile): Check[] {
  const ask = clientOf(demo);
  const other = demo.second_organization;
  const key = randomUUID();
  let number = "";
  let agent = "";
  const offer = async (query = "area_code=415&voice_enabled=true&limit=5") => {
    const { status, json } = await ask(searchPath(query));
    equal(status, 200);
    return Found.parse(json).data;
  };
  const buy = async (body: object, asked: Asked = {}) => ask(purchasePath, { body, ...asked });
  const check = (name: string, run: () => Promise<void>): Check => ({ name, run });

  return [
    check("search: numbers for sale with price and place", async () => {
      const [first] = await offer();
      ok(first?.monthly_price);
      number = first.phone_number;
      match(number, /^\+1415/);
    }),
    check("search: an unknown parameter is 422", async () =>
      isProblem(await ask(searchPath("area=415")), 422, "validation_failed"),
    ),
    check("purchase: 201 with the record, and Location", async () => {
      const { status, json, headers } = await buy({ phone_number: number }, { headers: { "Idempotency-Key": key } });
      equal(status, 201, JSON.stringify(json));
      equal(json.phone_number, number);
      ok(json.trunk_id && json.managed_account_id && headers.get("location"));
    }),
    check("purchase: the same key never buys twice", async () => {
      const { status, json, headers } = await buy({ phone_number: number }, { headers: { "Idempotency-Key": key } });
      equal(status, 201);
      equal(json.phone_number, number);
      equal(headers.get("idempotency-replayed"), "true");
    }),
    check("purchase: the same key with another body is 422", async () =>
      isProblem(await buy({ phone_number: "+14155550100" }, { headers: { "Idempotency-Key": key } }), 422),
    ),
    check("purchase: what the organization has is 409", async () =>
      isProblem(await buy({ phone_number: number }), 409, "number_already_owned"),
    ),
    check("purchase: at the plan's limit 409 with the documented sentence", async () => {
      const answer = await buy({ phone_number: "+14155550199" }, { token: other.api_key });
      isProblem(answer, 409, "phone_number_limit_reached");
      equal(answer.json.detail, "You have reached the maximum number of phone numbers for your organization.");
    }),
    check("purchase: another price than expected is 409", async () => {
      const free = (await offer()).find(({ phone_number }) => phone_number !== number);
      const expected_monthly_price = { amount: "0.01", currency: "USD" };
      const body = { phone_number: free?.phone_number, expected_monthly_price };
      isProblem(await buy(body), 409, "price_changed");
    }),
    check("purchase: not a phone number is 422", async () => isProblem(await buy({ phone_number: "+1415" }), 422)),
    check("purchase: an unknown managed account is 404", async () => {
      const path = `/core/managed-accounts/${randomUUID()}/purchase-number`;
      isProblem(await ask(path, { body: { phone_number: number } }), 404);
    }),
    check("purchase: a key that may only read is 403 naming the scope", async () => {
      const answer = await buy({ phone_number: "+14155550199" }, { token: demo.viewer_api_key });
      isProblem(answer, 403, "forbidden");
      match(String(answer.json.detail), /managed_accounts:manage/);
    }),
    check("purchases: the list", async () => equal((await ask("/core/purchases")).status, 200)),
    check("directory: found by its digits, with the page's link", async () => {
      const { status, json } = await ask(`/core/phone-numbers?phone_number=${number.slice(2)}`);
      equal(status, 200);
      equal(Found.parse(json).data[0]?.phone_number, number);
      const page = await ask("/core/phone-numbers?limit=1");
      match(page.headers.get("link") ?? "", /rel="next"/);
    }),
    check("directory: beyond the limit is 422", async () =>
      isProblem(await ask("/core/phone-numbers?limit=101"), 422, "validation_failed"),
    ),
    check("directory: one number however its path is written, with ETag", async () => {
      for (const written of [number, encodeURIComponent(number), number.slice(1)]) {
        const { status, headers } = await ask(`/core/phone-numbers/${written}`);
        equal(status, 200);
        ok(headers.get("etag"));
      }
    }),
    check("directory: another organization's number is 404", async () =>
      isProblem(await ask(`/core/phone-numbers/${number}`, { token: other.api_key }), 404, "not_found"),
    ),
    check("directory: as CSV", async () => {
      const { status, text, headers } = await ask("/core/phone-numbers/export.csv");
      equal(status, 200);
      match(headers.get("content-type") ?? "", /^text\/csv/);
      ok(text.includes(number.slice(1)));
    }),
    check("sharing: PATCH changes it", async () => {
      const { status, json } = await ask(`/core/phone-numbers/${number}`, {
        method: "PATCH",
        body: { outbound_shareable: true },
      });
      equal(status, 200);
      equal(json.outbound_shareable, true);
    }),
    check("sharing: PATCH with another member is 422 naming it", async () => {
      const answer = await ask(`/core/phone-numbers/${number}`, { method: "PATCH", body: { trunk_id: randomUUID() } });
      isProblem(answer, 422);
      match(JSON.stringify(answer.json.errors), /trunk_id/);
    }),
    check("sharing: PATCH of a state that has changed is 412", async () => {
      const asked = { method: "PATCH", body: { outbound_shareable: false }, headers: { "If-Match": '"other"' } };
      isProblem(await ask(`/core/phone-numbers/${number}`, asked), 412);
    }),
    check("agents: made with a version", async () => {
      const { status, json } = await ask("/core/agents", { body: { name: "Robin" } });
      equal(status, 201);
      agent = z.string().parse(json.id);
      const version = await ask(`/core/agents/${agent}/versions`, { body: { config: { greeting: "Hello" } } });
      equal(version.status, 201, version.text);
    }),
    check("agents: published to both sides of a number", async () => {
      const body = { phone_numbers: [number], direction: "both" };
      const { status, text } = await ask(`/core/agents/${agent}/versions/1/publish`, { body });
      equal(status, 200, text);
      ok(text.includes(agent) && text.includes(number));
    }),
    check("agents: publishing to another organization's number is 404", async () =>
      isProblem(
        await ask(`/core/agents/${agent}/versions/1/publish`, { body: { phone_numbers: ["+4930123456"] } }),
        404,
      ),
    ),
    check("look-up: who answers", async () => {
      const { status, text } = await ask(`/core/inbound-agent?phone_number=${encodeURIComponent(number)}`);
      equal(status, 200);
      ok(text.includes(agent));
    }),
    check("look-up: nobody answers is 404", async () =>
      isProblem(await ask(`/core/inbound-agent?phone_number=${encodeURIComponent("+14155550177")}`), 404),
    ),
    check("look-up: which number to call from", async () => {
      const { status, json } = await ask(`/core/outbound-number?agent_id=${agent}`);
      ok(status === 200 || json.code === "no_outbound_number", JSON.stringify(json));
    }),
    check("trunks: one of your own is made, changed and deleted", async () => {
      const body = {
        name: "Office",
        outbound_config: { address: "192.0.2.10", auth_username: "trunk", auth_password: "a long password" },
      };
      const refusedOrMade = await ask("/core/trunks", { body });
      // 192.0.2.0/24 is not on the public internet.
      isProblem(refusedOrMade, 422);
      const made = await ask("/core/trunks", { body: { name: "Office" } });
      equal(made.status, 201, made.text);
      const path = `/core/trunks/${made.json.id}`;
      equal((await ask(path, { method: "PUT", body: { name: "Branch" } })).status, 200);
      equal((await ask(path, { method: "DELETE" })).status, 204);
      isProblem(await ask(path), 404);
    }),
    check("trunks: a managed one is read-only, 400", async () => {
      const { json } = await ask(`/core/phone-numbers/${number}`);
      isProblem(await ask(`/core/trunks/${json.trunk_id}`, { method: "DELETE" }), 400, "managed_trunk");
    }),
    check("credentials: none, a malformed one and an unknown one are 401", async () => {
      for (const token of ["", "ak_x.y", `${demo.api_key.slice(0, -1)}_`]) {
        isProblem(await ask("/core/phone-numbers", { token }), 401, "unauthenticated");
      }
    }),
    check("credentials: a key that is deleted is 401 with its next request", async () => {
      const made = await ask("/admin/organization-pats", { body: { name: "Short" } });
      equal(made.status, 201, made.text);
      const token = z.string().parse(made.json.pat_key);
      equal((await ask("/core/phone-numbers?limit=1", { token })).status, 200);
      const id = token.slice("ak_".length, token.indexOf("."));
      const gone = await ask(`/admin/organization-pats/${made.json.id ?? id}`, { method: "DELETE" });
      equal(gone.status, 204, gone.text);
      isProblem(await ask("/core/phone-numbers?limit=1", { token }), 401);
    }),
    check("credentials: a personal access token names its organization", async () => {
      const token = demo.personal_access_token;
      const answer = await ask("/core/phone-numbers", { token });
      isProblem(answer, 401);
      equal(answer.json.detail, "Token is missing organization claim.");
      const named = { token, headers: { "X-Anyreach-Org": demo.organization.id } };
      equal((await ask("/core/phone-numbers", named)).status, 200);
      const foreign = { token, headers: { "X-Anyreach-Org": other.organization.id } };
      isProblem(await ask("/core/phone-numbers", foreign), 403);
    }),
    check("errors: bytes that are no JSON are 400, another type is 415", async () => {
      isProblem(await ask("/core/agents", { body: {}, headers: { "Content-Type": "text/plain" } }), 415);
    }),
    check("release: out of service at once, restored with its agents", async () => {
      const released = await ask(`/core/phone-numbers/${number}`, { method: "DELETE" });
      equal(released.status, 202);
      equal(released.json.status, "releasing");
      const restored = await ask(`/core/phone-numbers/${number}/restore`, { method: "POST" });
      equal(restored.status, 200);
      equal(restored.json.status, "active");
    }),
    check("administration: plan and use, scopes, audit trail", async () => {
      const organization = await ask("/admin/organization");
      equal(organization.json.phone_number_limit, 25);
      for (const path of ["/admin/members/me/scopes", "/admin/audit-events", "/admin/members"]) {
        const { status } = await fetchAny(demo, path);
        equal(status, 200);
      }
    }),
    check("pages: OpenAPI 3.1, documentation, sign-in, health", async () => {
      equal((await ask("/openapi.json", { token: "" })).json.openapi, "3.1.0");
      for (const path of ["/docs", "/sign-in", "/healthz", "/readyz"]) equal((await fetchAny(demo, path)).status, 200);
    }),
  ];
}

const fetchAny = ({ url, api_key }: DemoFile, path: string) =>
  fetch(`${url}${path}`, { headers: { Authorization: `Bearer ${api_key}` } });
