import { z } from "zod";

type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export type JsonObject = { [member: string]: JsonValue };

/**
 * @param maxBytes of the serialized object without white space, in UTF-8
 * @param meaning the description in the OpenAPI document
 */
export function jsonObject(maxBytes: number, meaning: string): z.ZodType<JsonObject, JsonObject> {
  const size = `${maxBytes / 1024} KiB`;
  const isSmallEnough = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length <= maxBytes;
  const schema = z
    .unknown()
    .refine(isObject, { error: "Expected a JSON object.", abort: true })
    .refine(isSmallEnough, `Larger than ${size}.`)
    .meta({
      description: `${meaning}: any JSON object of at most ${size}.`,
      override: { type: "object", additionalProperties: true },
    });
  return schema as z.ZodType<JsonObject, JsonObject>;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
