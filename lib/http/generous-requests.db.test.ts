import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { newTenant, ownersHeaders, type Tenant } from "@/test/security/callers";
import { describedAs } from "@/test/security/fuzz/described";
import { addressOf, allOperations, type Operation } from "@/test/security/operations";
import type { ValidRequest } from "@/test/security/valid-requests/valid-request";
import { validRequestOf } from "@/test/security/valid-requests/valid-requests";
import { call } from "@/test/support/api";
import { bodyIsOptional } from "./read-request";

const named = (operations: Operation[]) => operations.map((operation) => [operation.name, operation] as const);

async function send(
  operation: Operation,
  tenant: Tenant,
  { params = {}, query, body, csv }: ValidRequest,
  headers: Record<string, string> = {},
) {
  return call(operation.route, {
    method: operation.method,
    path: addressOf(operation.path, params, query),
    params,
    body: csv ?? body,
    headers: {
      ...(await ownersHeaders(operation, tenant)),
      ...((csv ?? body) !== undefined && { "Content-Type": csv === undefined ? "application/json" : "text/csv" }),
      ...headers,
    },
  });
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The same with every id in upper case. */
function inUpperCase<T>(value: T): T {
  if (typeof value === "string") return (uuid.test(value) ? value.toUpperCase() : value) as T;
  if (Array.isArray(value)) return value.map(inUpperCase) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inUpperCase(member)])) as T;
}

describe("an id in upper case", () => {
  it.each(named(allOperations()))("is the same to %s, wherever it stands", async (name, operation) => {
    const tenant = await newTenant();
    const request = inUpperCase(await validRequestOf(name)(tenant));
    const { status, json } = await send(operation, tenant, request, { "X-Anyreach-Org": tenant.id.toUpperCase() });
    expect([status, status === request.status ? {} : json]).toEqual([request.status, {}]);
  });
});

/** Each parameter of every operation's query whose schema says so. */
function parametersOf(is: (schema: { type?: string; format?: string }, name: string) => boolean) {
  return allOperations().flatMap((operation) =>
    describedAs(operation)
      .query.filter(({ name, schema }) => is(schema as object, name))
      .map(({ name, schema }) => [operation.name, name, operation, schema] as const),
  );
}

describe("a flag in a query", () => {
  it.each(parametersOf(({ type }) => type === "boolean"))(
    "of %s, %s, may be written in three ways",
    (_, name, operation, schema) => {
      const { query } = operation.route.contract;
      const read = (word: string) => {
        const { success, data } = query.safeParse({ [name]: word });
        return success ? Boolean(data[name]) : "refused";
      };
      expect(["true", "True", "1"].map(read)).toEqual([true, true, true]);
      const no = "enum" in (schema as object) ? "refused" : false;
      expect(["false", "False", "0"].map(read)).toEqual([no, no, no]);
      expect(read("yes")).toBe("refused");
    },
  );
});

describe("an instant in a query", () => {
  it.each(parametersOf(({ format }) => format === "date-time"))(
    "of %s, %s, needs no offset, seconds, time or encoded plus",
    (_, name, operation) => {
      const read = (text: string) =>
        operation.route.contract.query.safeParse(Object.fromEntries(new URLSearchParams(`${name}=${text}`))).data?.[
          name
        ];
      const texts = ["2026-01-02", "2026-01-02T00:00Z", "2026-01-02t00:00:00z", "2026-01-02T02:00:00+02:00"];
      expect(texts.map(read)).toEqual(texts.map(() => new Date("2026-01-02T00:00:00.000Z")));
    },
  );
});

describe("a filter of phone numbers", () => {
  const filters = parametersOf((_, name) => ["phone_number", "agent_number", "contains"].includes(name));
  it.each(filters)("of %s, %s, needs a digit: 422", async (name, parameter, operation) => {
    const tenant = await newTenant();
    for (const text of ["+", "()", " ", "-", "**", ""]) {
      const valid = await validRequestOf(name)(tenant);
      const request = { ...valid, query: { ...valid.query, [parameter]: text } };
      const { status, json } = await send(operation, tenant, request);
      expect([status, json.errors?.[0].path], text).toEqual([422, parameter]);
    }
  });

  it("are those of the lists, the export, the search and the look-ups of a call", () => {
    expect(new Set(filters.map(([name]) => name))).toEqual(
      new Set(["listPhoneNumbers", "exportPhoneNumbers", "searchNumbers", "getInboundAgent", "getOutboundNumber"]),
    );
  });
});

describe("a body that is optional", () => {
  const optional = allOperations().filter(({ route: { contract } }) => contract.body && bodyIsOptional(contract.body));

  it.each(named(optional))("of %s is none when it is empty, whatever the headers say", async (name, operation) => {
    const tenant = await newTenant();
    const types = ["application/json", "application/json; charset=utf8", "text/plain"];
    for (const headers of [...types.map((type) => ({ "Content-Type": type })), { "Content-Length": "0" }]) {
      const { params = {}, status } = await validRequestOf(name)(tenant);
      expect((await send(operation, tenant, { params, status, body: "" }, headers)).status).toBe(status);
    }
  });

  it("is publish's", () => expect(optional.map(({ name }) => name)).toContain("publishAgentVersion"));
});

describe("a body that is not", () => {
  const required = allOperations().filter(({ route: { contract } }) => contract.body && !bodyIsOptional(contract.body));

  it.each(named(required))("of %s is 400 when it is empty", async (name, operation) => {
    const tenant = await newTenant();
    const { params = {}, query } = await validRequestOf(name)(tenant);
    const { status, json } = await send(operation, tenant, { params, ...(query && { query }), status: 400, body: "" });
    expect([status, json.detail]).toEqual([400, "The body is empty. Send a JSON object."]);
  });
});

describe("an Idempotency-Key", () => {
  const creating = allOperations().filter(({ method, route }) => method === "POST" && 201 in route.contract.responses);

  it.each(named(creating))("of %s may be a quoted string with spaces", async (name, operation) => {
    const tenant = await newTenant();
    const request = await validRequestOf(name)(tenant);
    const headers = { "Idempotency-Key": `"order 17 \\"${randomUUID()}\\""` };
    const first = await send(operation, tenant, request, headers);
    expect([first.status, first.headers.get("idempotency-replayed")]).toEqual([request.status, null]);
    const again = await send(operation, tenant, request, headers);
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([request.status, "true"]);
  });

  it.each(named(creating))("of %s is the same bare and in quotes", async (name, operation) => {
    const tenant = await newTenant();
    const request = await validRequestOf(name)(tenant);
    const key = randomUUID();
    await send(operation, tenant, request, { "Idempotency-Key": key });
    const again = await send(operation, tenant, request, { "Idempotency-Key": `"${key}"` });
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([request.status, "true"]);
  });

  it.each(named(creating))("of %s is looked at: 422 when it is none", async (name, operation) => {
    const tenant = await newTenant();
    for (const key of ["x".repeat(256), "two words", '""', "schlüssel"]) {
      const request = await validRequestOf(name)(tenant);
      const { status, json } = await send(operation, tenant, request, { "Idempotency-Key": key });
      expect([status, json.errors?.[0].path], key).toEqual([422, "Idempotency-Key"]);
    }
  });
});
