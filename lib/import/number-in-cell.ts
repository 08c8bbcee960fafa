import { findPhoneNumber, type ParsedPhoneNumber } from "@/lib/phone-numbers/parse-phone-number";

/**
 * A phone number as spreadsheets keep it: with the spaces and brackets of the eye, the apostrophe of a text cell, or as
 * a number that lost its plus. Only North American numbers may lose it: anywhere else, without a plus `4155550123` could
 * be two numbers.
 */
export function findNumberInCell(cell: string): ParsedPhoneNumber | undefined {
  const bare = cell.replace(/^'/, "").replaceAll(/[\s().-]/g, "");
  return findPhoneNumber(/^1\d{10}$/.test(bare) ? `+${bare}` : bare);
}

/** Why a cell is no phone number. */
export function problemOfCell(cell: string): string {
  if (cell === "") return "The phone number is missing.";
  if (/^\d(\.\d+)?E\+?\d+$/i.test(cell)) {
    return "A spreadsheet has rounded this number. Format the column as text and enter it again.";
  }
  return "This is not a phone number. Write it with + and the country code, such as +14155550123.";
}
