import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "./errors";
import { parseJson } from "./parse-json";

function refusalOf(text: string) {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [error.code, error.extra.errors?.[0]?.path];
  }
}

describe("parseJson", () => {
  it("reads what JSON.stringify writes", () => {
    const kept = fc.json({ maxDepth: 10 }).filter((text) => !/\\u0000|__proto__/.test(text));
    fc.assert(fc.property(kept, (text) => void expect(parseJson(text)).toEqual(JSON.parse(text))));
  });

  it("refuses a member that is named twice, however it is written, at any depth", () => {
    expect(refusalOf('{"a":1,"a":2}')).toEqual(["malformed_request", undefined]);
    expect(refusalOf('{"a":1,"\\u0061":2}')).toEqual(["malformed_request", undefined]);
    expect(refusalOf('[{"b":{"a":1, "c":[] ,"a":{}}}]')).toEqual(["malformed_request", undefined]);
    expect(refusalOf('[{"a":1},{"a":1,"b":{"a":"a"}}]')).toEqual([{ a: 1 }, { a: 1, b: { a: "a" } }]);
  });

  it("names what the database cannot keep", () => {
    expect(refusalOf('{"a":[1,"\\u0000"]}')).toEqual(["validation_failed", "a.1"]);
    expect(refusalOf('{"a\\u0000":1}')).toEqual(["validation_failed", "a\uFFFD"]);
    expect(refusalOf('{"a":{"b":"\\ud800"}}')).toEqual(["validation_failed", "a.b"]);
    expect(refusalOf('"\\ud83d\\ude00"')).toBe("😀");
  });

  it("refuses numbers that would become others", () => {
    expect(refusalOf('{"a":1e999}')).toEqual(["validation_failed", "a"]);
    expect(refusalOf('{"a":-9007199254740993}')).toEqual(["validation_failed", "a"]);
    expect(refusalOf('{"a":9007199254740991,"b":1e3,"c":-0.5}')).toEqual({ a: 9007199254740991, b: 1000, c: -0.5 });
  });

  it("refuses __proto__ as a member and keeps it as a value", () => {
    expect(refusalOf('{"a":{"__proto__":{"admin":true}}}')).toEqual(["validation_failed", "a.__proto__"]);
    expect(refusalOf('{"a":"__proto__"}')).toEqual({ a: "__proto__" });
  });

  it("refuses what nests deeper than 32 levels, and is not exhausted by more", () => {
    const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
    expect(refusalOf(nested(33))).toEqual(["malformed_request", undefined]);
    expect(refusalOf(nested(100_000))).toEqual(["malformed_request", undefined]);
    expect(JSON.stringify(refusalOf(nested(32)))).toBe(nested(32));
  });

  it.each(["", "{", "{a:1}", "nul", "[1,]", "\u00a0{}", "{} {}"])("refuses %j", (text) => {
    expect(refusalOf(text)).toEqual(["malformed_request", undefined]);
  });
});
