import type { JsonObject } from "@/lib/platform/json-object";

type Json = JsonObject[string];

const deeper = (indent: string) => `${indent}  `;

/**
 * JSON as lines that a person compares: one for each value, and a text of several lines as these, after a `|`. Members
 * stay in their order.
 */
export function* jsonLines(value: Json, name = "", indent = ""): Generator<string> {
  const label = `${indent}${name}`;
  if (typeof value === "string" && value.includes("\n")) {
    yield `${label}|`;
    for (const line of value.split("\n")) yield `${deeper(indent)}${line}`;
  } else if (Array.isArray(value) && value.length > 0) {
    yield `${label}[`;
    for (const item of value) yield* jsonLines(item, "", deeper(indent));
    yield `${indent}]`;
  } else if (typeof value === "object" && value !== null && Object.keys(value).length > 0) {
    yield `${label}{`;
    for (const [member, inner] of Object.entries(value)) {
      yield* jsonLines(inner, `${JSON.stringify(member)}: `, deeper(indent));
    }
    yield `${indent}}`;
  } else {
    yield `${label}${JSON.stringify(value)}`;
  }
}
