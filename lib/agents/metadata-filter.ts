import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { isObject, type JsonObject } from "@/lib/platform/json-object";
import { parseJson } from "@/lib/platform/parse-json";

const MAX_CHARACTERS = 4_096;
const expected = 'Expected a JSON object with at least one member, such as {"team":"sales"}.';

/** A JSON object as the text of a query parameter. */
export const metadataFilter = z
  .string()
  .max(MAX_CHARACTERS, `Use at most ${MAX_CHARACTERS} characters.`)
  .transform((text, check): JsonObject => {
    const refuse = (message: string) => check.addIssue({ code: "custom", message });
    try {
      const value = parseJson(text);
      // An empty object would filter nothing.
      if (isObject(value) && Object.keys(value).length > 0) return value;
      refuse(expected);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refuse(error.extra.errors?.[0]?.message ?? expected);
    }
    return z.NEVER;
  })
  .meta({
    description: "A JSON object: the agents whose metadata contains it.",
    example: '{"team":"sales"}',
    override: { type: "string", maxLength: MAX_CHARACTERS },
  });
