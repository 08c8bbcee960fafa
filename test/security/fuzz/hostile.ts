import fc from "fast-check";

/** Looks like a list cursor. */
function cursorAt(at: string): string {
  return Buffer.from(JSON.stringify([at, "018f4c9e-7b5a-7000-8000-000000000000"])).toString("base64url");
}

/** Values that have broken servers before: encodings, injections, sizes, words with a special meaning. */
const known = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "\udc00x",
  "\u202e\u200b\ufeff",
  "😀".repeat(40),
  "٣٤٥",
  "İıſK",
  "' OR '1'='1",
  "'; DROP TABLE organization; --",
  "\\'); SELECT pg_sleep(10); --",
  "$1",
  "%",
  "%00",
  "%0d%0aX-Injected: 1",
  "\r\nX-Injected: 1\r\n\r\n",
  "../../../../etc/passwd",
  "#{7*7}{{7*7}}",
  "<script>alert(1)</script>",
  "=cmd|' /C calc'!A1",
  "__proto__",
  "constructor",
  "toString",
  "null",
  "undefined",
  "NaN",
  "-1",
  "0x10",
  "1e999",
  "9".repeat(400),
  "00000000-0000-0000-0000-000000000000",
  "0000-01-01T00:00:00.000Z",
  "0001-01-01T00:00:00.000Z",
  "9999-12-31T23:59:59.999Z",
  "+999999-01-01T00:00:00Z",
  "+14155550100",
  ...["0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z", "now"].map((at) => cursorAt(at)),
];

const huge = fc.constantFrom(1_000, 10_000, 66_000, 300_000).map((length) => "x".repeat(length));

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...known) },
  { weight: 3, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 40 }) },
  { weight: 1, arbitrary: huge },
);

/** A value of any JSON type, including `__proto__` members. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 2, arbitrary: fc.constantFrom(null, true, false, 0, -0, -1, 0.5, 1e21, 2 ** 53, 2 ** 31, [], {}, [[]]) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.double().filter(Number.isFinite) },
);

const nested = (levels: number) => `${'{"a":['.repeat(levels)}${"]}".repeat(levels)}`;

/** Bodies that no serializer would write. */
export const hostileJsonText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "",
    "{",
    "null",
    '"text"',
    "[]",
    "1e999",
    "\ufeff{}",
    "{}{}",
    "{'a':1}",
    '{"a":1,}',
    '{"a":NaN}',
    '{"a":1,"a":2}',
    '{"__proto__":{"admin":true}}',
    '{"a":"\\u0000"}',
    '{"a":"\\ud800"}',
    '{"a":1e999}',
    '{"a":123456789012345678901234567890}',
    nested(10),
    nested(1_000),
    nested(5_000),
    " ".repeat(70_000),
    `{"a":"${"x".repeat(300_000)}"}`,
  ),
  hostileText,
  fc.json({ maxDepth: 4 }),
);

export const hostileHeader: fc.Arbitrary<string> = fc
  .oneof(hostileText, fc.string({ maxLength: 300 }))
  // Replaces characters that an HTTP client cannot send.
  .map((text) => text.replaceAll(/[^\x20-\x7e\x80-\xff]/g, "?").slice(0, 4_000));
