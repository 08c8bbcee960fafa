import { z } from "zod";

/** RFC 9457. `detail` is always one plain sentence; the meaning of a `code` never changes. */
export const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: "One plain sentence: what happened and what to do." }),
    code: z.string().meta({ description: "A stable error code.", example: "phone_number_limit_reached" }),
    request_id: z.string(),
    retryable: z.boolean().optional().meta({
      description: "False when retrying won't help until someone has acted; then there is no Retry-After.",
    }),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: "Problem", description: "Problem details (RFC 9457)." });
export type Problem = z.infer<typeof Problem>;

export const Timestamp = z.iso.datetime({ precision: 3 }).meta({ example: "2026-11-23T09:30:00.000Z" });

export const Warnings = z
  .array(z.string())
  .meta({ description: "Things to know about this change, one sentence each. The change was made." });

export const E164 = z.e164().meta({ description: "A phone number in E.164.", example: "+14155550123" });

export function pageOf<T extends z.ZodType>(item: T, id: string) {
  return z
    .object({
      data: z.array(item),
      pagination: z.object({
        limit: z.int(),
        next_cursor: z.string().nullable().meta({ description: "Null on the last page." }),
      }),
    })
    .meta({ id });
}

function asOnly(jsonSchema: object, meaning: object): void {
  const kept = Object.entries(jsonSchema).filter(([name]) => ["description", "example"].includes(name));
  for (const name of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, name);
  Object.assign(jsonSchema, meaning, Object.fromEntries(kept));
}

function wholeNumber(minimum: number, maximum: number) {
  const error = `Expected a whole number from ${minimum} to ${maximum}.`;
  return z
    .string()
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
    .pipe(z.int().min(minimum, error).max(maximum, error));
}

const describedAs = (meaning: object) => ({
  override: ({ jsonSchema }: { jsonSchema: object }) => asOnly(jsonSchema, meaning),
});

export function queryInteger(minimum: number, maximum: number) {
  return wholeNumber(minimum, maximum)
    .optional()
    .meta(describedAs({ type: "integer", minimum, maximum }));
}

export function queryIntegerOr(fallback: number, minimum: number, maximum: number) {
  const meaning = { type: "integer", minimum, maximum, default: fallback };
  return wholeNumber(minimum, maximum).prefault(String(fallback)).meta(describedAs(meaning));
}

export const QueryBoolean = z
  .enum(["true", "false", "True", "False", "1", "0"], "Expected true or false.")
  .transform((word) => ["true", "True", "1"].includes(word))
  .meta(describedAs({ type: "boolean" }));

/** A boolean in a query string that only narrows the result, so false is not accepted. */
export const QueryTrue = z
  .enum(["true", "True", "1"], "Expected true.")
  .meta(describedAs({ type: "boolean", enum: [true] }));

/** Accepts either case (RFC 9562 §4) and normalizes to lower case. */
export const Uuid = z.uuid("Expected a UUID.").toLowerCase();

const noInstant = "Expected an ISO 8601 instant such as 2026-11-23T09:30:00.000Z.";

const instantParts = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?([Zz]|[+ -]\d\d:\d\d)?)?$/;

/** Defaults: midnight, zero seconds, UTC. A space before the offset is an unencoded plus. */
function completeInstant(text: string): string {
  const [, date, time = "00:00", seconds = ":00", offset = "Z"] = instantParts.exec(text) ?? [];
  return date === undefined ? text : `${date}T${time}${seconds}${offset.toUpperCase().replace(" ", "+")}`;
}

/** With or without an offset. PostgreSQL has no year 0. */
export const Instant = z
  .string(noInstant)
  .overwrite(completeInstant)
  .pipe(
    z.iso.datetime({ offset: true, error: noInstant }).refine((text) => {
      const year = new Date(text).getUTCFullYear();
      return year >= 1 && year <= 9999;
    }, noInstant),
  )
  .meta(describedAs({ type: "string", format: "date-time" }));

const QueryInstant = Instant.transform((text) => new Date(text)).meta(
  describedAs({ type: "string", format: "date-time" }),
);

/** The parameters of every list. Values beyond the limits are rejected, never clamped. */
export const listQuery = {
  limit: queryIntegerOr(20, 1, 100),
  cursor: z.string().max(200).optional().meta({ description: "`next_cursor` from the previous page." }),
  created_after: QueryInstant.optional().meta({
    description: "Inclusive. Times without an offset, and plain dates, are UTC.",
  }),
  created_before: QueryInstant.optional().meta({ description: "Inclusive, like `created_after`." }),
  updated_after: QueryInstant.optional().meta({ description: "Inclusive, like `created_after`." }),
  updated_before: QueryInstant.optional().meta({ description: "Inclusive, like `created_after`." }),
};
