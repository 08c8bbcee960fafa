import { describe, expect, it } from "vitest";
import { openApiDocument } from "@/app/openapi.json/document";
import { readPhoneNumbers } from "@/lib/identity/permissions";
import { allOperations } from "./operations";

/** Operations whose answers hold a number's record, although a scope of another kind is enough for them, and why. */
const knownToEmbed: Record<string, string> = {
  publishAgentVersion: "documented: it answers the numbers that it changed",
  purchaseNumber: "documented: it answers the number that was bought",
  getPurchase: "the record is left out for a caller who may not read numbers",
  listPurchases: "the record is left out for a caller who may not read numbers",
};

const document = JSON.parse(JSON.stringify(openApiDocument()));

type Described = { operationId: string; responses: unknown };
const described = new Map<string, Described>(
  Object.values<Record<string, Described>>(document.paths)
    .flatMap((methods) => Object.values(methods))
    .map((operation) => [operation.operationId, operation]),
);

/** Whether a schema leads to the component of that name, through any number of references. */
function leadsTo(name: string, schema: unknown, seen = new Set<string>()): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  return Object.entries(schema).some(([key, value]) => {
    if (key !== "$ref" || typeof value !== "string") return leadsTo(name, value, seen);
    const component = value.replace("#/components/schemas/", "");
    if (component === name) return true;
    if (seen.has(component)) return false;
    return leadsTo(name, document.components.schemas[component], seen.add(component));
  });
}

describe("a number's record", () => {
  it("is answered only to callers who may read numbers, but for the operations listed here", () => {
    const directory = new Set<string>(readPhoneNumbers);
    const embedding = allOperations().filter(({ name, accepted }) => {
      const foreign = [...accepted.session, ...accepted.token].some((scope) => !directory.has(scope));
      return foreign && leadsTo("PhoneNumber", described.get(name)?.responses);
    });
    expect(embedding.map(({ name }) => name).sort()).toEqual(Object.keys(knownToEmbed).sort());
  });
});
