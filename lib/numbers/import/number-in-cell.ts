import { findPhoneNumber, type ParsedPhoneNumber } from "@/lib/numbers/phone-numbers/parse-phone-number";
import { plainNumberText } from "@/lib/numbers/phone-numbers/written-number";

export type NumberInCell = { number: ParsedPhoneNumber } | { problem: string };

/**
 * Accepts what people write and spreadsheets store: spaces, brackets, an apostrophe or `="…"`, a trailing `.0`, or an
 * exponent. Only North American numbers may omit the plus: elsewhere `4155550123` could be two numbers. Never guesses:
 * `problem` is a sentence that names the obstacle.
 */
export function readNumberInCell(cell: string): NumberInCell {
  const written = withoutWrapping(plainNumberText(cell));
  if (written === "") return { problem: "The phone number is missing." };
  const plain = withoutNotation(written);
  if (typeof plain !== "string") return plain;
  const bare = plain.replaceAll(/[ \t().-]/g, "");
  const number = findPhoneNumber(/^1\d{10}$/.test(bare) ? `+${bare}` : bare);
  return number ? { number } : { problem: problemOf(cell, written, bare) };
}

/** Removes the marks that make a spreadsheet treat the digits as text. */
function withoutWrapping(text: string): string {
  return text
    .replace(/^=\s*"(.*)"$/, "$1")
    .replace(/^"(.*)"$/, "$1")
    .replace(/^\s*'+(.*?)'*$/, "$1")
    .replace(/^\s*=(?=\s*\+?\d+$)/, "")
    .replace(/^\s*tel:/i, "")
    .trim();
}

const thousands = /^(\+?\d{1,3}([,.'])\d{3}(?:\2\d{3})+)(?:(?!\2)[.,]0+)?$/;
const integralDecimal = /^(\+?\d{7,15})[.,]0+$/;
const scientific = /^(\+?)(\d{1,15})(?:[.,](\d{1,20}))?E\+?(\d{1,2})$/i;

/** Undoes how programs format a number that they treat as a quantity. */
function withoutNotation(text: string): string | { problem: string } {
  const [, grouped] = thousands.exec(text) ?? [];
  if (grouped !== undefined) return grouped.replaceAll(/[,.']/g, "");
  const [, integral] = integralDecimal.exec(text) ?? [];
  if (integral !== undefined) return integral;
  const [, plus = "", whole, fraction = "", exponent] = scientific.exec(text) ?? [];
  if (whole === undefined) return text;
  const places = Number(exponent);
  const isWhole = /^0*$/.test(fraction.slice(places));
  // A missing digit may be an omitted zero or a rounded-off digit, which would be another customer's number.
  if (!isWhole || fraction.length < places) return { problem: rounded };
  return `${plus}${whole}${fraction.slice(0, places)}`;
}

const rounded = "A spreadsheet has rounded this number. Format the column as text and enter it again.";

function problemOf(cell: string, written: string, bare: string): string {
  if (cell.includes("\uFFFD")) {
    return "A character was lost here when the file was saved (�). Save it again as UTF-8.";
  }
  if (/[\r\n\u2028\u2029]/.test(written))
    return "This cell has more than one line. Put one number on each line of the file.";
  if (written.startsWith("=")) return "This is a formula. Write the number itself.";
  const [odd] = /[^\d+]/u.exec(bare) ?? [];
  if (odd !== undefined && !/[a-z]/i.test(odd)) {
    return `This is not a phone number: it has the character ${nameOf(odd)}. Write it with + and digits, such as +14155550123.`;
  }
  return "This is not a phone number. Write it with + and the country code, such as +14155550123.";
}

function nameOf(character: string): string {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  return /[\p{C}\p{Z}\p{M}]/u.test(character) ? code : `“${character}” (${code})`;
}
