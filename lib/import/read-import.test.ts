import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { readImport } from "./read-import";

async function* chunksOf(text: string | Buffer, size = 7) {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(text: string | Buffer, defaultTrunk = "") {
  const { lines, count, errors, ignoredColumns } = await readImport(chunksOf(text), defaultTrunk);
  return {
    numbers: lines.map(({ line, number, trunk }) => [line, number.e164, trunk]),
    errors: errors.first().map(({ line, column, value, message }) => [line, column, value, message]),
    count,
    ignoredColumns,
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
      [8, "trunk", "", "Name a trunk in this line, or choose one for all lines."],
      [9, "phone_number", "+14155550123", "This number stands in line 4 already."],
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
    ["a column twice", "phone,number\n1,2\n", "The first line names the phone number twice."],
    ["only column names", "phone_number,trunk\n", "The file has no phone numbers below its first line."],
    ["an open quotation mark", 'phone_number\n"+14155550123\n', "A quotation mark is opened and never closed."],
    [
      "a stray quotation mark",
      'phone_number\n"+1"4155550123\n',
      "Line 2 has a quotation mark in a place where CSV allows none.",
    ],
    ["an endless line", `phone_number\n${"1".repeat(11_000)}\n`, "Line 2 is longer than 10,000 characters."],
    [
      "a spreadsheet file",
      Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0]),
      "The first line must name the columns: phone_number and, unless a trunk is chosen for all, trunk.",
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
