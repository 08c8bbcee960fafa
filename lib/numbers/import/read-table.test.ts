import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { readTable } from "./read-table";

type Style = {
  delimiter: string;
  lineEnds: string[];
  quoting: "always" | "when needed";
  encoding: "UTF-8" | "UTF-16LE" | "UTF-16BE" | "Windows-1252";
  mark: boolean;
  declared: boolean;
  blankLines: boolean;
};

/** Writes a table as spreadsheets and programs do; undefined where the encoding lacks a character. */
function write(rows: string[][], style: Style): { bytes: Buffer; lines: number[] } | undefined {
  const ends = [...style.lineEnds];
  const end = () => {
    const [next = "\n"] = ends.splice(0, 1);
    ends.push(next);
    return next;
  };
  let text = style.declared ? `sep=${style.delimiter}${end()}` : "";
  const lines: number[] = [];
  for (const row of rows) {
    // After CR, an empty line of LF would be the second half of CRLF.
    if (style.blankLines && !text.endsWith("\r")) text += end();
    lines.push(text.split(/\r\n|\r|\n/).length);
    text += row.map((cell) => written(cell, style)).join(style.delimiter);
    const next = end();
    text += next;
  }
  const bytes = encode(style.mark ? `\uFEFF${text}` : text, style.encoding);
  return bytes && { bytes, lines };
}

function written(cell: string, { delimiter, quoting }: Style): string {
  const needs = cell.includes(delimiter) || /["\r\n]/.test(cell);
  return quoting === "always" || needs ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function encode(text: string, encoding: Style["encoding"]): Buffer | undefined {
  if (encoding === "UTF-8") return Buffer.from(text);
  if (encoding === "UTF-16LE") return Buffer.from(text, "utf16le");
  if (encoding === "UTF-16BE") return Buffer.from(text, "utf16le").swap16();
  const bytes = [...text].map((character) => windows1252.get(character));
  return bytes.every((byte) => byte !== undefined) ? Buffer.from(bytes) : undefined;
}

const printable = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index): [string, number] => [
    String.fromCharCode(from + index),
    from + index,
  ]);
const windows1252 = new Map([
  ...printable(0, 0x7f),
  ...printable(0xa0, 0xff),
  ...[..."€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ"].map((character, index): [string, number] => [character, 0x80 + index]),
]);

const cell = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(..."ab,;\t|\"'\r\n =+-ü1\u0085\u2028\u00A0\uFEFF\u200B\u001A"), maxLength: 8 }),
  fc.constantFrom("Büro Süd", "Café", "Office, Berlin", 'say "hi"', "two\r\nlines", "+14155550123", "sep=;", " edge "),
);
const names = fc.constantFrom<string[][]>(
  ["phone_number", "trunk"],
  ["Trunk", "note", "Telephone"],
  ["Phone Number", "a|b", "x; y"],
);
const table = names.chain((header) =>
  fc
    .array(fc.array(cell, { minLength: header.length, maxLength: header.length }), { maxLength: 8 })
    .map((rows) => [header, ...rows]),
);
const style: fc.Arbitrary<Style> = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  lineEnds: fc.array(fc.constantFrom("\r\n", "\n", "\r"), { minLength: 1, maxLength: 4 }),
  quoting: fc.constantFrom("always" as const, "when needed" as const),
  encoding: fc.constantFrom("UTF-8" as const, "UTF-16LE" as const, "UTF-16BE" as const, "Windows-1252" as const),
  mark: fc.boolean(),
  declared: fc.boolean(),
  blankLines: fc.boolean(),
});

const read = (bytes: Uint8Array) => {
  const { header, rows } = readTable(bytes);
  return [header, ...rows];
};

const isBlank = (row: string[]) => row.every((text) => text.trim() === "");

describe("a table in a file", () => {
  it("is read as it was written, with the line of each row, or refused as a whole with the line and the cause", () => {
    const seen = { read: 0, refused: 0 };
    fc.assert(
      fc.property(table, style, (rows, how) => {
        const file = write(rows, how.encoding === "Windows-1252" ? { ...how, mark: false } : how);
        fc.pre(file !== undefined && !isAlsoUtf8(file.bytes, how));
        const expected = rows
          .map((cells, index) => ({ line: file.lines[index], cells }))
          .filter((row) => !isBlank(row.cells));
        let records: unknown;
        try {
          records = read(file.bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect(error).toMatchObject({ code: "validation_failed", detail: expect.stringMatching(/\bline\b/i) });
          seen.refused++;
          return;
        }
        expect(records).toEqual(expected);
        seen.read++;
      }),
      { numRuns: 3_000 },
    );
    // Refusing everything would be easy.
    expect(seen.read).toBeGreaterThan(10 * seen.refused);
  });

  it("is never refused in UTF-8 or UTF-16", () => {
    const unicode = style.filter(({ encoding }) => encoding !== "Windows-1252");
    fc.assert(
      fc.property(table, unicode, (rows, how) => {
        const file = write(rows, how);
        expect(() => read(file?.bytes ?? Buffer.of())).not.toThrow();
      }),
      { numRuns: 1_000 },
    );
  });
});

/** Bytes that are both are UTF-8: in Windows-1252 they would be `Ã¼` and the like. */
function isAlsoUtf8(bytes: Buffer, { encoding }: Style): boolean {
  return (
    encoding === "Windows-1252" &&
    /[^\0-\x7f]/.test(bytes.toString("latin1")) &&
    Buffer.from(bytes.toString()).equals(bytes)
  );
}
