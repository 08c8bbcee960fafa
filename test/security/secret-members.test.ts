import { describe, expect, it } from "vitest";
import { z } from "zod";
import { allOperations, type Operation } from "./operations";

/** What a credential, or a way in, is called in an answer. Ids, dates and flags of one are none. */
const secretName = /(^|_)(secret|secrets|token|key|password|passphrase|link|codes?|otpauth|uri|url)$/;
/** Shown whenever they are asked for. */
const publicNames = ["url", "country_code", "area_code", "code"];

type Shape = { type?: unknown; properties?: Record<string, Shape>; items?: Shape; anyOf?: Shape[]; $ref?: string };

/** Paths of the text in an answer that a credential may stand in. */
function secretsOf(shape: Shape, defs: Record<string, Shape>, path = ""): string[] {
  const known = shape.$ref ? (defs[shape.$ref.split("/").at(-1) ?? ""] ?? {}) : shape;
  const parts = [...(known.anyOf ?? []), ...(known.items ? [known.items] : [])];
  const inside = parts.flatMap((part) => secretsOf(part, defs, path));
  const name = path.split(".").at(-1) ?? "";
  const isText = known.type === "string" || (Array.isArray(known.type) && known.type.includes("string"));
  const own = isText && secretName.test(name) && !publicNames.includes(name) ? [path] : [];
  const members = Object.entries(known.properties ?? {});
  return [
    ...new Set([
      ...own,
      ...inside,
      ...members.flatMap(([key, member]) => secretsOf(member, defs, path ? `${path}.${key}` : key)),
    ]),
  ];
}

function secretsIn({ route: { contract } }: Operation): string[] {
  return Object.values(contract.responses).flatMap(({ body }) => {
    if (!body) return [];
    const schema = z.toJSONSchema(body, { unrepresentable: "any" }) as Shape & { $defs?: Record<string, Shape> };
    return secretsOf(schema, schema.$defs ?? {});
  });
}

describe("the stored answer of an Idempotency-Key", () => {
  const stored = allOperations().filter(({ route }) => route.contract.idempotent);

  it.each(stored.map((operation) => [operation.name, operation] as const))("of %s keeps no secret", (_, operation) => {
    const { secretMember } = operation.route.contract;
    expect(secretsIn(operation)).toEqual(secretMember === undefined ? [] : [secretMember]);
  });

  it("is judged by names that are found in answers: keys, tokens, links, codes and secrets", () => {
    const found = new Set(allOperations().flatMap(secretsIn));
    for (const name of ["pat_key", "link", "secret", "recovery_codes"]) expect([...found]).toContain(name);
  });
});
