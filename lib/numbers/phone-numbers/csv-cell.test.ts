import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell, textOfCsvCell } from "@/lib/platform/csv-cell";

describe("a cell of an export", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"],
    ["-2+3", "'-2+3"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "\t'=1"],
    ["\r=1", "\r'=1"],
    ["＝1+1", "'＝1+1"],
    ["+", "'+"],
    ["a;=cmd|'/C calc'!A0;b", "a;'=cmd|'/C calc'!A0;b"],
    ["a\t＋1|-1\n@x", "a\t'＋1|'-1\n'@x"],
    ['a;"=1"', 'a;"\'=1"'],
    ["'=1", "''=1"],
  ])("%j is kept from running in a spreadsheet of any country", (text, cell) => expect(csvCell(text)).toBe(cell));

  it.each(["+14155550123", "Front desk", "", "1.15", "a=b", "a; b-c", "2026-11-25T02:00:00.000Z"])(
    "%j stays as it is",
    (text) => expect(csvCell(text)).toBe(text),
  );

  const risky = fc.string({ unit: fc.constantFrom(..."=+-@＝＋－＠;\t|\r\n'\" a1") });

  it("begins with nothing that runs, wherever it is cut", () => {
    fc.assert(
      fc.property(risky, (text) => {
        if (/^\+\d+$/.test(text)) return;
        for (const part of csvCell(text).split(/[;\t|\r\n]/)) expect(part).not.toMatch(/^["\s]*[=+\-@＝＋－＠]/);
      }),
    );
  });

  it("gives back its text", () => {
    fc.assert(
      fc.property(risky, (text) => {
        expect(textOfCsvCell(csvCell(text))).toBe(text);
      }),
    );
  });
});
