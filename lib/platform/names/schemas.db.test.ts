import { describe, expect, it } from "vitest";
import { z } from "zod";
import { NewMemberBody } from "@/lib/identity/invitations/schemas";
import { allOperations } from "@/test/security/operations";
import { displayName } from "./schemas";

const wrong = [
  ["", "nothing"],
  ["\u200B", "only a zero-width space"],
  ["\u202Aab\u202C", "direction marks"],
  ["Ann\u2066", "an isolate"],
  ["two\nlines", "a line end"],
  ["two\u2028lines", "a line separator"],
  ["bell\u0007", "a control character"],
  ["https://evil.example/login", "a link"],
  ["\u2800\u3164", "only blanks"],
] as const;
const right = ["Front desk", "Bu\u0308ro", "متجر", "👩\u200D💻 Ann", "می\u200Cخواهم", "O'Brien: sales/EU"];

/** Every schema of a member called `name`, however deep. */
function namesIn(schema: unknown): z.core.$ZodType[] {
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, member]) =>
      key === "name" ? [member as z.core.$ZodType] : namesIn(member),
    );
  }
  if (schema instanceof z.ZodArray) return namesIn(schema.element);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(namesIn);
  if (schema instanceof z.ZodPipe) return namesIn(schema.in);
  const isWrapped =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault;
  return isWrapped ? namesIn(schema.unwrap()) : [];
}

const bodies: [string, unknown][] = [
  ...allOperations().map(({ name, route }): [string, unknown] => [name, route.contract.body]),
  ["the form of an invitation", NewMemberBody],
];
const named = bodies.flatMap(([name, body]) => namesIn(body).map((schema) => ({ name, schema })));

describe("a name", () => {
  it("is asked for by these requests at least", () => {
    const names = named.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(["createAgent", "putAgent", "createTrunk", "updateTrunk", "the form of an invitation"]),
    );
    expect(names.filter((name) => /key|token/i.test(name))).toHaveLength(2);
  });

  it.each(named)("of $name shows something, in one line, and is no link", ({ schema }) => {
    for (const [name, what] of wrong) expect(z.safeParse(schema, name).success, what).toBe(false);
    for (const name of right) expect(z.safeParse(schema, name).success, name).toBe(true);
  });

  it("is refused in a sentence", () => {
    const problem = (name: string) => displayName(5, "Enter your name.").safeParse(name).error?.issues[0]?.message;
    expect(["", "\u200B", "a\u202E", "a://b", "long name", "Ann"].map(problem)).toEqual([
      "Enter your name.",
      "Use characters that can be seen.",
      "Use one line, without control characters and direction marks.",
      "Leave the link out.",
      "Use at most 5 characters.",
      undefined,
    ]);
  });
});
