import type { ParsedPhoneNumber } from "@/lib/phone-numbers/parse-phone-number";
import { LineErrors } from "./line-errors";
import { findNumberInCell, problemOfCell } from "./number-in-cell";
import { invalidFile, readCsvLines } from "./read-csv";
import { MAX_IMPORT_LINES } from "./schemas";

/** A line that reads well: whether its trunk is there and its number free is for the database to say. */
export type ImportLine = { line: number; number: ParsedPhoneNumber; trunk: string };

export type ImportFile = { lines: ImportLine[]; count: number; errors: LineErrors; ignoredColumns: string[] };

/**
 * The lines of a CSV file. What is kept of each is short and their number is limited, so that memory is too.
 * Throws `validation_failed` for what is no such file, and what the source throws.
 * @param defaultTrunk the trunk of lines that name none
 */
export async function readImport(csv: AsyncIterable<Uint8Array>, defaultTrunk: string): Promise<ImportFile> {
  const errors = new LineErrors();
  const lines = new Map<string, ImportLine>();
  // Cells of the file would keep its buffers alive; one text for each trunk is enough.
  const trunks = new Map<string, string>();
  let count = 0;
  const { ignoredColumns } = await readCsvLines(csv, ({ line, phoneNumber, trunk }) => {
    if (++count > MAX_IMPORT_LINES) {
      throw invalidFile(`The file has more than ${MAX_IMPORT_LINES.toLocaleString("en-US")} lines. Split it.`);
    }
    const number = findNumberInCell(phoneNumber);
    if (!number) return errors.add(line, "phone_number", phoneNumber, problemOfCell(phoneNumber));
    const first = lines.get(number.e164);
    if (first)
      return errors.add(line, "phone_number", phoneNumber, `This number stands in line ${first.line} already.`);
    const named = trunk || defaultTrunk;
    if (!named) return errors.add(line, "trunk", "", "Name a trunk in this line, or choose one for all lines.");
    if (!trunks.has(named)) trunks.set(named, named);
    lines.set(number.e164, { line, number, trunk: trunks.get(named) ?? named });
  });
  if (count === 0) throw invalidFile("The file has no phone numbers below its first line.");
  return { lines: [...lines.values()], count, errors, ignoredColumns };
}
