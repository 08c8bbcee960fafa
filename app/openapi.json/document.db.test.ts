import { readdirSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { verbsOf } from "@/lib/http/openapi";
import { webhookEventTypes } from "@/lib/webhooks/schemas";
import { openApiDocument, routes } from "./document";
import { GET } from "./route";

/** Every route file under api/core and api/admin, as the path that the rewrites give it. */
function routeFiles(): string[] {
  return ["core", "admin"].flatMap((area) =>
    readdirSync(`app/api/${area}`, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith("route.ts"))
      .map((file) => `/${area}/${file.replace(/\/?route\.ts$/, "").replaceAll(/\[(\w+)\]/g, "{$1}")}`),
  );
}

describe("GET /openapi.json", () => {
  it("is a valid OpenAPI 3.1 document", async () => {
    const document = await (await GET(new Request("http://localhost/openapi.json"), {})).json();
    const { valid, errors } = await new Validator().validate(document);
    expect(errors ?? []).toEqual([]);
    expect([valid, document.openapi]).toEqual([true, "3.1.0"]);
  });

  it("names every route that there is, and no other", () => {
    expect(Object.keys(routes).sort()).toEqual(routeFiles().sort());
  });

  it("has an answer of ours to every method of every route: each route.ts ends with methodNotAllowed", () => {
    const all = ["DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"];
    for (const [path, module] of Object.entries(routes)) expect(Object.keys(module).sort(), path).toEqual(all);
  });

  it("describes every verb of every route, under a name of its own", () => {
    const paths = openApiDocument().paths ?? {};
    const operations = Object.entries(routes).flatMap(([path, module]) =>
      verbsOf(module).map(([method, route]) => {
        const described =
          paths[path.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]?.[method.toLowerCase() as "get"];
        expect(described?.operationId, `${method} ${path}`).toBe(route.contract.operation);
        return route.contract.operation;
      }),
    );
    expect(new Set(operations).size).toBe(operations.length);
  });

  it("describes the purchase: answers, refusals, scopes, Idempotency-Key", () => {
    const operation = openApiDocument().paths?.["/core/managed-accounts/{managed_account_id}/purchase-number"]?.post;
    expect(Object.keys(operation?.responses ?? {}).sort()).toEqual([
      "201",
      "202",
      "400",
      "401",
      "403",
      "404",
      "408",
      "409",
      "413",
      "415",
      "422",
      "429",
      "500",
      "502",
      "503",
    ]);
    expect(operation?.description).toContain("Scope of a token: `managed_accounts:manage`.");
    expect(JSON.stringify(operation?.parameters)).toContain("Idempotency-Key");
  });

  it("lets answers gain members, and refuses unknown ones in requests", () => {
    const schemas = openApiDocument().components?.schemas ?? {};
    expect(schemas.PhoneNumber).not.toHaveProperty("additionalProperties");
    expect(schemas.UpdatePhoneNumber).toHaveProperty("additionalProperties", false);
  });

  it("describes every event that a webhook may get, with the headers that verify it", () => {
    const { webhooks = {} } = openApiDocument();
    expect(Object.keys(webhooks)).toEqual([...webhookEventTypes, "ping"]);
    for (const [type, event] of Object.entries(webhooks)) {
      const text = JSON.stringify(event);
      expect(text, type).toContain(`"const":"${type}"`);
      for (const header of ["webhook-id", "webhook-timestamp", "webhook-signature"]) expect(text).toContain(header);
    }
  });

  it("keeps the limits of query parameters", () => {
    const search = openApiDocument().paths?.["/core/managed-accounts/{managed_account_id}/search-numbers"]?.get;
    const parameters = (search?.parameters ?? []) as { name: string; schema: object }[];
    expect(parameters.find(({ name }) => name === "area_code")?.schema).toMatchObject({
      type: "integer",
      minimum: 200,
      maximum: 999,
    });
    const voice = parameters.find(({ name }) => name === "voice_enabled")?.schema;
    expect(voice).toEqual({ type: "boolean" });
    expect(parameters.find(({ name }) => name === "limit")?.schema).toEqual({
      type: "integer",
      minimum: 1,
      maximum: 30,
      default: 20,
    });
    expect(parameters.filter(({ name }) => !/^X-/.test(name)).map(({ name }) => name)).toEqual([
      "managed_account_id",
      "area_code",
      "phone_number_type",
      "country_code",
      "voice_enabled",
      "sms_enabled",
      "mms_enabled",
      "in_postal_code",
      "in_region",
      "in_locality",
      "contains",
      "limit",
    ]);
  });
});
