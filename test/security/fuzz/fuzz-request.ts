import fc from "fast-check";
import type { Description } from "./described";
import { hostileHeader, hostileJsonText, hostileText, hostileValue } from "./hostile";
import { bentValue, fittingValue } from "./schema-values";

/** A request that can be printed and replayed: `valid` stands for the prepared request's value. */
export type FuzzRequest = {
  params: Record<string, string | "valid">;
  query: [string, string][] | "valid";
  body: { type: string; text: string } | "valid" | "none";
  headers: Record<string, string>;
};

/** A request that mixes valid, schema-conforming and hostile values. */
export function fuzzRequest(described: Description): fc.Arbitrary<FuzzRequest> {
  return fc.record({
    params: params(described),
    query: query(described),
    body: body(described),
    headers: headers(described),
  });
}

const orValid = <T>(weight: number, other: fc.Arbitrary<T>): fc.Arbitrary<T | "valid"> =>
  fc.oneof({ weight, arbitrary: fc.constant("valid" as const) }, { weight: 1, arbitrary: other });

/** Empty and dot segments would change the path. */
const part = hostileText.filter((text) => !/^\.{0,2}$/.test(text));

const params = ({ pathNames }: Description) =>
  fc.record(Object.fromEntries(pathNames.map((name) => [name, orValid(3, part)])));

function query({ query: known, definitions }: Description): fc.Arbitrary<[string, string][] | "valid"> {
  const fitting = known.map(({ name, schema }) =>
    fittingValue(schema, definitions).map((value): [string, string] => [name, String(value)]),
  );
  const names = known.length > 0 ? fc.constantFrom(...known.map(({ name }) => name)) : hostileText;
  const hostile = fc.tuple(
    fc.oneof({ weight: 4, arbitrary: names }, { weight: 1, arbitrary: hostileText }),
    hostileText,
  );
  return orValid(known.length > 0 ? 1 : 8, fc.array(fc.oneof(...fitting, hostile), { maxLength: 4 }));
}

function body({ bodyType, bodySchema, definitions }: Description): FuzzBody {
  if (bodyType === undefined) return fc.constant("none");
  const asJson = (value: fc.Arbitrary<unknown>) => value.map((json) => ({ type: bodyType, text: write(json) }));
  const otherType = fc.constantFrom("text/plain", "application/json; charset=utf-16", "multipart/form-data", "");
  const choices =
    bodyType === "text/csv"
      ? [{ weight: 4, arbitrary: csv }]
      : [
          { weight: 3, arbitrary: asJson(fittingValue(bodySchema, definitions)) },
          { weight: 5, arbitrary: asJson(bentValue(bodySchema, definitions)) },
          { weight: 1, arbitrary: asJson(hostileValue) },
          { weight: 2, arbitrary: hostileJsonText.map((text) => ({ type: bodyType, text })) },
        ];
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant("valid" as const) },
    { weight: 1, arbitrary: fc.tuple(otherType, hostileJsonText).map(([type, text]) => ({ type, text })) },
    ...choices,
  );
}

type FuzzBody = fc.Arbitrary<FuzzRequest["body"]>;

/** JSON.stringify, but empty for values without JSON, and with `__proto__` as a member. */
const write = (json: unknown) => JSON.stringify(json) ?? "";

const cell = fc.oneof(
  hostileText,
  fc.stringMatching(/^[\w+ ]{0,20}$/),
  fc.constantFrom('"', '"a""b"', "a,b", '"a\nb"'),
);
const csv: FuzzBody = fc
  .array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 })
  .map((rows) => ({ type: "text/csv", text: rows.map((row) => row.join(",")).join("\n") }));

function headers({ headerNames }: Description): fc.Arbitrary<Record<string, string>> {
  const names = [...headerNames, "Authorization", "X-Request-Id", "Accept", "Cookie", "Origin", "X-Forwarded-For"];
  const some = fc.dictionary(fc.constantFrom(...names), hostileHeader, { maxKeys: 2 });
  return fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: some });
}
