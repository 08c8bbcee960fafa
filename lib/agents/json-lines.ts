import type { JsonObject } from "@/lib/platform/json-object";

type Json = JsonObject[string];

const deeper = (indent: string) => `${indent}  `;

/** One line per value, and multi-line text as lines after a `|`. Keeps the order of members. */
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
