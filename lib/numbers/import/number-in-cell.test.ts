import { describe, expect, it } from "vitest";
import { readNumberInCell } from "./number-in-cell";

const read = (cell: string) => {
  const found = readNumberInCell(cell);
  return "number" in found ? found.number.e164 : found.problem;
};

describe("a phone number in a cell", () => {
  it.each([
    "+14155550160",
    "14155550160",
    "+1 (415) 555-0160",
    "+1.415.555.0160",
    "\u202A+14155550160\u202C",
    "\u200B+1\u200D415555\uFEFF0160\u2060",
    "+1\u00A0415\u2009555\u30000160",
    "+1\u2011415\u2010555\u20130160",
    "+1\u2212415\u2014555\u20120160",
    "+１４１５５５５０１６０",
    "＋1（415）555－0160",
    "+١٤١٥٥٥٥٠١٦٠",
    "+۱۴۱۵۵۵۵۰۱۶۰",
    "+१४१५५५५०१६०",
    "𝟏𝟒𝟏𝟓𝟓𝟓𝟓𝟎𝟏𝟔𝟎",
    '="+14155550160"',
    '=\u00A0"14155550160"',
    '"+14155550160"',
    "“+14155550160”",
    "'+14155550160",
    "’+14155550160",
    "=14155550160",
    "14155550160.0",
    "14155550160.00",
    "14155550160,0",
    "14,155,550,160",
    "14.155.550.160",
    "14'155'550'160.0",
    "1.4155550160E+10",
    "1.41555501600e10",
    "1,4155550160E+10",
    "tel:+1-415-555-0160",
    "TEL:+14155550160",
  ])("%j is read as the eye reads it", (cell) => expect(read(cell)).toBe("+14155550160"));

  it("of a new area code, or of no country, is read too", () => {
    expect(read("+1 (621) 555-0160")).toBe("+16215550160");
    expect(read("14365550160")).toBe("+14365550160");
    expect(read("+800 1234 5678")).toBe("+80012345678");
  });

  const rounded = "A spreadsheet has rounded this number. Format the column as text and enter it again.";
  const generic = "This is not a phone number. Write it with + and the country code, such as +14155550123.";
  const odd = (name: string) =>
    `This is not a phone number: it has the character ${name}. Write it with + and digits, such as +14155550123.`;
  it.each([
    ["", "The phone number is missing."],
    ["\u200B", "The phone number is missing."],
    ["1.41556E+10", rounded],
    ["1,41556E+10", rounded],
    ["1.41555502E+10", rounded],
    ["1.415555016E+10", rounded],
    ["1.4155550160567E+10", rounded],
    ["+1.42E+10", rounded],
    ["=A1", "This is a formula. Write the number itself."],
    ['=T("+14155550160")', "This is a formula. Write the number itself."],
    ["+1415555\uFFFD160", "A character was lost here when the file was saved (�). Save it again as UTF-8."],
    ["+14155550160\n+14155550161", "This cell has more than one line. Put one number on each line of the file."],
    ["+14155550160\u2028ask Ann", "This cell has more than one line. Put one number on each line of the file."],
    ["+1415555012³", odd("“³” (U+00B3)")],
    ["+14155550160/1", odd("“/” (U+002F)")],
    ["+14155550160, +14155550161", odd("“,” (U+002C)")],
    ["+1415\u0007550160", odd("U+0007")],
    ["4155550160", generic],
    ["442079460123", generic],
    ["4.42079460123E+11", generic],
    ["+14155550160 ext. 3", generic],
    ["front desk", generic],
    ["+", generic],
  ])("%j is refused by name", (cell, problem) => expect(read(cell)).toBe(problem));
});
