import fc from "fast-check";
import { z } from "zod";
import { hostileText, hostileValue } from "./hostile";

/** The subset of JSON Schema that the document uses. */
const Schema = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
});
type Schema = z.infer<typeof Schema>;

export type Definitions = Record<string, unknown>;

function read(schema: unknown, definitions: Definitions): Schema {
  const parsed = Schema.parse(schema ?? {});
  if (parsed.$ref === undefined) return parsed;
  return read(definitions[parsed.$ref.split("/").at(-1) ?? ""], definitions);
}

export function fittingValue(schema: unknown, definitions: Definitions): fc.Arbitrary<unknown> {
  const of = read(schema, definitions);
  const choices = of.anyOf ?? of.oneOf ?? of.allOf;
  if (of.const !== undefined) return fc.constant(of.const);
  if (of.enum) return fc.constantFrom(...of.enum);
  if (choices) return fc.oneof(...choices.map((choice) => fittingValue(choice, definitions)));
  if (Array.isArray(of.type)) return fc.oneof(...of.type.map((type) => fittingValue({ ...of, type }, definitions)));
  return byType[of.type ?? "any"]?.(of, definitions) ?? fc.jsonValue({ maxDepth: 2 });
}

const byType: Record<string, (schema: Schema, definitions: Definitions) => fc.Arbitrary<unknown>> = {
  string: text,
  integer: ({ minimum = -1_000, maximum = 100_000 }) => fc.integer({ min: minimum, max: maximum }),
  number: ({ minimum = -1_000, maximum = 100_000 }) => fc.double({ min: minimum, max: maximum, noNaN: true }),
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
  array: ({ items, minItems = 0, maxItems = 4 }, definitions) =>
    fc.array(fittingValue(items, definitions), {
      minLength: minItems,
      maxLength: Math.max(minItems, Math.min(4, maxItems)),
    }),
  object: ({ properties = {}, required = [], additionalProperties }, definitions) => {
    const members = Object.entries(properties).map(([name, member]) => [name, fittingValue(member, definitions)]);
    const known: fc.Arbitrary<unknown> = fc.record(Object.fromEntries(members), { requiredKeys: required as never[] });
    if (members.length > 0 || additionalProperties === false) return known;
    return fc.dictionary(fc.string({ maxLength: 20 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 5 });
  },
};

function text({ format, pattern, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  if (format === "uuid") return fc.uuid({ version: [4, 7] });
  if (pattern) return fc.stringMatching(new RegExp(pattern, "u"), { maxLength: Math.max(maxLength, 300) });
  if (format === "date-time") return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  return fc.string({ unit: "grapheme", minLength, maxLength: Math.max(minLength, Math.min(maxLength, 200)) });
}

/** Nearly valid values: one member is hostile, missing or unknown. */
export function bentValue(schema: unknown, definitions: Definitions): fc.Arbitrary<unknown> {
  const names = Object.keys(read(schema, definitions).properties ?? {});
  if (names.length === 0) return hostileValue;
  const fitting = fittingValue(schema, definitions).map((value) => ({ ...(value as object) }));
  return fc.oneof(
    fc.tuple(fitting, fc.constantFrom(...names), hostileValue).map(([value, name, bad]) => ({ ...value, [name]: bad })),
    fc.tuple(fitting, hostileText, hostileValue).map(([value, name, bad]) => ({ ...value, [name]: bad })),
    fc.tuple(fitting, fc.constantFrom(...names)).map(([value, name]) => ({ ...value, [name]: undefined })),
  );
}
