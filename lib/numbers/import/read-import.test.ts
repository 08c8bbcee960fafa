import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell } from "@/lib/platform/csv-cell";
import { AppError } from "@/lib/platform/errors";
import { readImport } from "./read-import";

async function* chunksOf(text: string | Buffer, size = 7) {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(text: string | Buffer, defaultTrunk = "") {
  const { lines, count, errors, ignoredColumns, warnings } = await readImport(chunksOf(text), defaultTrunk);
  return {
    numbers: lines.map(({ line, number, trunk }) => [line, number.e164, trunk]),
    errors: errors.first().map(({ line, column, value, message }) => [line, column, value, message]),
    count,
    ignoredColumns,
    warnings,
  };
}

const refusal = (text: string | Buffer) =>
  read(text).catch((error: unknown) => (error instanceof AppError ? [error.code, error.detail] : error));

const expected = [
  [2, "+14155550123", "Office"],
  [3, "+442079460123", "Office"],
];

describe("a CSV file of numbers", () => {
  it.each([
    ["plain", "phone_number,trunk\n+14155550123,Office\n+442079460123,Office\n"],
    ["without a last line end", "phone_number,trunk\n+14155550123,Office\n+442079460123,Office"],
    ["with CRLF", "phone_number,trunk\r\n+14155550123,Office\r\n+442079460123,Office\r\n"],
    ["with a BOM", "\uFEFFphone_number,trunk\n+14155550123,Office\n+442079460123,Office\n"],
    ["quoted", '"phone_number","trunk"\n"+14155550123","Office"\n"+442079460123","Office"\n'],
    ["with semicolons", "phone_number;trunk\n+14155550123;Office\n+442079460123;Office\n"],
    ["with tabs", "phone_number\ttrunk\n+14155550123\tOffice\n+442079460123\tOffice\n"],
    [
      "with other names, order and spaces",
      " Trunk Name , Phone Number \nOffice, +14155550123\nOffice , +442079460123\n",
    ],
    ["as people write numbers", "Phone,Trunk\n+1 (415) 555-0123,Office\n+44 20.7946.0123,Office\n"],
    ["as spreadsheets leave them", "e164,trunk\n14155550123,Office\n'+442079460123,Office\n"],
  ])("is read %s", async (_how, text) => {
    expect((await read(text)).numbers).toEqual(expected);
  });

  it("is read when a spreadsheet wrote it in UTF-16", async () => {
    const text = "\uFEFFphone_number\ttrunk\n+14155550123\tOffice\n+442079460123\tOffice\n";
    expect((await read(Buffer.from(text, "utf16le"))).numbers).toEqual(expected);
  });

  it.each([
    ["a first line that ends otherwise", "phone_number,trunk\r\n+14155550123,Office\n+442079460123,Office\r"],
    ["no line feeds", "phone_number,trunk\r+14155550123,Office\r+442079460123,Office\r"],
    ["a declared delimiter", "sep=;\r\nphone_number;trunk\r\n+14155550123;Office\r\n+442079460123;Office\r\n"],
    ["bars", "phone_number|trunk\n+14155550123|Office\n+442079460123|Office\n"],
    ["Ctrl-Z at its end", "phone_number,trunk\n+14155550123,Office\n+442079460123,Office\n\u001A"],
  ])("loses no line with %s", async (what, text) => {
    const { numbers, count, errors } = await read(text);
    const shift = what === "a declared delimiter" ? 1 : 0;
    expect([count, errors]).toEqual([2, []]);
    expect(numbers).toEqual(expected.map(([line, ...rest]) => [Number(line) + shift, ...rest]));
  });

  it("counts lines as an editor does, whatever ends them", async () => {
    const { errors } = await read("phone_number\n+14155550123\r\n\rx\r\n\n\ny\rz", "Office");
    expect(errors.map(([line, , value]) => [line, value])).toEqual([
      [4, "x"],
      [7, "y"],
      [8, "z"],
    ]);
  });

  it.each([
    ["phone_number;trunk\n+14155550163;Office, Berlin\n", [[2, "+14155550163", "Office, Berlin"]]],
    ["note;phone_number\nwas, +14155550169;+14155550164\n", [[2, "+14155550164", "All"]]],
    ["note,phone_number\nfoo; bar,+14155550123\n", [[2, "+14155550123", "All"]]],
    ["note\tphone_number\na,b;c|d\t+14155550123\n", [[2, "+14155550123", "All"]]],
    ['"phone_number";"the trunk, or none"\n"+14155550163";"x,y"\n', [[2, "+14155550163", "All"]]],
  ])("separates cells by the delimiter of its first line alone: %j", async (text, numbers) => {
    expect(await read(text, "All")).toMatchObject({ numbers, errors: [] });
  });

  it("does not guess which column a number stands in when its line has a cell too many", async () => {
    const { numbers, errors } = await read(
      "note,phone_number\nwas +1, +14155550169,+14155550164\nx,+14155550165,,\n",
      "All",
    );
    expect(numbers).toEqual([[3, "+14155550165", "All"]]);
    expect(errors).toEqual([
      [
        2,
        "phone_number",
        "+14155550164",
        "This line has more cells than the header. Quote cells that contain the delimiter.",
      ],
    ]);
  });

  it("refuses a first line that two delimiters could separate", async () => {
    expect(await refusal("phone,a;phone\n+14155550123,x\n")).toEqual([
      "validation_failed",
      "The first line has commas and semicolons: quote the names of columns that contain one, or begin with sep=;",
    ]);
  });

  it.each([
    ["UTF-16LE without a mark", Buffer.from("phone_number;trunk\n+14155550123;Büro\n", "utf16le")],
    ["UTF-16BE", Buffer.from("\uFEFFphone_number;trunk\n+14155550123;Büro\n", "utf16le").swap16()],
    ["UTF-16BE without a mark", Buffer.from("phone_number;trunk\n+14155550123;Büro\n", "utf16le").swap16()],
    ["UTF-8", Buffer.from("phone_number;trunk\n+14155550123;Büro\n")],
  ])("is read in %s", async (_encoding, bytes) => {
    expect(await read(bytes)).toMatchObject({ numbers: [[2, "+14155550123", "Büro"]], warnings: [] });
  });

  it("is read in Windows-1252, and says so", async () => {
    const bytes = Buffer.from("phone_number;trunk\n+14155550123;B\u00FCro \u0084S\u00FCd\u0093 \u0080\n", "latin1");
    expect(await read(bytes)).toMatchObject({
      numbers: [[2, "+14155550123", "Büro „Süd“ €"]],
      warnings: [
        "The file was read as Windows-1252. If names of trunks look wrong, save it as UTF-8 (in Excel: “CSV UTF-8”).",
      ],
    });
  });

  const again = "Save it as UTF-8 (in Excel: “CSV UTF-8”) and send it again.";
  const cyrillic = Buffer.from([...Buffer.from("phone_number;trunk\n+14155550123;"), 0xce, 0xf4, 0xe8, 0xf1, 0x0a]);
  const mixed = Buffer.concat([
    Buffer.from("phone_number;trunk\n+14155550123;Büro\n+14155550124;B"),
    Buffer.from([0xfc]),
  ]);
  it.each([
    ["UTF-32LE", Buffer.from([0xff, 0xfe, 0, 0, 0x70, 0, 0, 0]), `The file is in UTF-32. ${again}`],
    ["UTF-32BE without a mark", Buffer.from([0, 0, 0, 0x70, 0, 0, 0, 0x68]), `The file is in UTF-32. ${again}`],
    ["Windows-1251", cyrillic, `Line 2 is not in UTF-8, and the file does not look like Windows-1252 either. ${again}`],
    ["two encodings", mixed, `Line 3 is not in UTF-8, and the file does not look like Windows-1252 either. ${again}`],
    [
      "half a character of UTF-16",
      Buffer.from([0xff, 0xfe, 0x70, 0, 0x0a, 0, 0x00, 0xd8, 0x70, 0]),
      `Line 2 is not valid UTF-16LE: the file is damaged or mixes encodings. ${again}`,
    ],
    [
      "a NUL",
      Buffer.from("phone_number\n+1415555\0\n"),
      `Line 2 has a NUL character, so this is not a text file. ${again}`,
    ],
  ])("is refused by name in %s", async (_encoding, bytes, sentence) => {
    expect(await refusal(bytes)).toEqual(["validation_failed", sentence]);
  });

  it.each([
    "Telephone",
    "DID",
    "MSISDN",
    "Mobile",
    "Phone Number (E.164)",
    "phone-number",
    "E.164",
    "TN",
    "Téléphone",
    "Ｐｈｏｎｅ",
    "\u200BPhone\u00A0No.",
  ])("knows the column %j", async (name) => {
    expect((await read(`${name}\n+14155550123\n`, "All")).numbers).toEqual([[2, "+14155550123", "All"]]);
  });

  it("points out a column that looks like the trunk's and is not used", async () => {
    expect(await read("phone_number,Trunk group\n+14155550123,Office\n", "All")).toMatchObject({
      ignoredColumns: ["Trunk group"],
      warnings: ["The column “Trunk group” is not used. To read trunks from it, call it trunk."],
    });
    expect((await read("phone_number,SIP trunk\n+14155550123,Office\n", "All")).numbers[0]?.[2]).toBe("Office");
  });

  it("undoes what keeps an export from running in a spreadsheet", async () => {
    const { numbers } = await read(`phone_number,trunk\n'+14155550123,"${csvCell("=a;-b")}"\n`);
    expect(numbers).toEqual([[2, "+14155550123", "=a;-b"]]);
  });

  it("accounts for every line that is not blank: it is read, or it is an error with its line", async () => {
    const cell = fc.constantFrom(
      "+14155550123",
      "+442079460123",
      "14155550124.0",
      "x",
      "",
      " ",
      "a;b",
      'say "hi"',
      "two\nlines",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1 }), async (rows) => {
        const filled = rows.filter((row) => row.some((text) => text.trim() !== ""));
        fc.pre(filled.length > 0);
        const quoted = rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(","));
        const { numbers, errors, count } = await read(`phone_number,trunk\r\n${quoted.join("\r")}`);
        expect(count).toBe(filled.length);
        expect(new Set([...numbers, ...errors].map(([line]) => line)).size).toBe(count);
      }),
    );
  });

  it("may name trunks with commas and quotation marks, quoted", async () => {
    const { numbers } = await read('phone_number,trunk\n+14155550123,"Office ""A"", 2nd floor"\n');
    expect(numbers).toEqual([[2, "+14155550123", 'Office "A", 2nd floor']]);
  });

  it("gives lines without a trunk the one chosen for all", async () => {
    const { numbers } = await read("phone_number,trunk\n+14155550123,\n+442079460123,Branch\n", "Office");
    expect(numbers.map(([, , trunk]) => trunk)).toEqual(["Office", "Branch"]);
    expect((await read("phone_number\n+14155550123\n", "Office")).numbers).toHaveLength(1);
  });

  it("lists every line that is wrong, by the line that an editor shows, empty lines included", async () => {
    const { errors, count, numbers } = await read(
      'phone_number,trunk\n\n+14155550123,"Two\nlines"\n4155550124,Office\n1.41556E+10,Office\n,Office\n+14155550125\n+14155550123,Office\n',
    );
    expect(errors).toEqual([
      [
        5,
        "phone_number",
        "4155550124",
        "This is not a phone number. Write it with + and the country code, such as +14155550123.",
      ],
      [
        6,
        "phone_number",
        "1.41556E+10",
        "A spreadsheet has rounded this number. Format the column as text and enter it again.",
      ],
      [7, "phone_number", "", "The phone number is missing."],
      [8, "trunk", "", "Add a trunk, or choose one for all lines."],
      [9, "phone_number", "+14155550123", "Duplicate of line 3."],
    ]);
    expect([count, numbers.length]).toEqual([6, 1]);
  });

  it("says which columns it does not know", async () => {
    const { ignoredColumns } = await read("phone_number,trunk,Owner,\n+14155550123,Office,Ann,\n");
    expect(ignoredColumns).toEqual(["Owner"]);
  });

  it.each([
    ["nothing", "", "The file is empty."],
    ["only line ends", "\n\n", "The file is empty."],
    [
      "no column names",
      "+14155550123,Office\n",
      "The first line must name the columns: phone_number and, unless a trunk is chosen for all, trunk.",
    ],
    [
      "a column twice",
      "phone,number\n1,2\n",
      "The first line names the phone number twice: “phone” and “number”. Keep phone_number and rename the other.",
    ],
    ["only column names", "phone_number,trunk\n", "The file has no phone numbers below the header."],
    ["an open quotation mark", 'phone_number\n"+14155550123\n', "Line 2 opens a quotation mark that is never closed."],
    ["a stray quotation mark", 'phone_number\n"+1"4155550123\n', "Line 2 has a misplaced quotation mark."],
    ["an endless line", `phone_number\n${"1".repeat(11_000)}\n`, "Line 2 is longer than 10,000 characters."],
    [
      "a spreadsheet file",
      Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0]),
      "The file is a workbook. Save its sheet as “CSV UTF-8” and send that.",
    ],
  ])("is refused in a sentence when it has %s", async (_what, text, sentence) => {
    expect(await refusal(text)).toEqual(["validation_failed", sentence]);
  });

  it("holds a hundred thousand lines and not one more", async () => {
    const file = (lines: number) => chunksOf(`phone_number\n${"x\n".repeat(lines)}`, 65_536);
    expect((await readImport(file(100_000), "Office")).count).toBe(100_000);
    await expect(readImport(file(100_001), "Office")).rejects.toThrow(
      "The file has more than 100,000 lines. Split it.",
    );
  }, 60_000);

  it("counts every mistake and keeps the first thousand", async () => {
    const { errors } = await readImport(chunksOf(`phone_number\n${"x\n".repeat(5_000)}`, 4_096), "Office");
    const kept = errors.first();
    expect([errors.count, kept.length, kept.at(0)?.line, kept.at(-1)?.line]).toEqual([5_000, 1_000, 2, 1_001]);
  });

  it("passes on what stops its source", async () => {
    async function* broken() {
      yield Buffer.from("phone_number\n+14155550123\n");
      throw new AppError("payload_too_large", "The body is larger than 10 MiB.");
    }
    await expect(readImport(broken(), "Office")).rejects.toMatchObject({ code: "payload_too_large" });
  });
});
