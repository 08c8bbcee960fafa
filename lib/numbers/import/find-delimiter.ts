import { findColumns } from "./find-columns";
import { invalidFile } from "./invalid-file";
import { type CsvRecord, parseRecords } from "./parse-records";

export const delimiters = [",", ";", "\t", "|"] as const;

const names: Record<string, string> = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars" };

export type Layout = { text: string; delimiter: string; firstLine: number };

/**
 * Uses the declared delimiter (Excel writes `sep=;`) or the one between the column names; a file with a single column
 * has none. Throws `validation_failed` when two delimiters fit.
 */
export function findLayout(text: string): Layout {
  const [declaration = "", delimiter] =
    /^\uFEFF?"?sep=([!#$%&*,:;<>?@^`{|}~\t])"?[ \t]*(?:\r\n|\r|\n|$)/i.exec(text) ?? [];
  if (delimiter) return { text: text.slice(declaration.length), delimiter, firstLine: 2 };
  return { text, delimiter: delimiterOf(text), firstLine: 1 };
}

function delimiterOf(text: string): string {
  const found = delimiters.flatMap((delimiter) => {
    const cells = headerOf(text, delimiter)?.cells ?? [];
    const { phoneNumber, trunk } = findColumns(cells);
    const known = phoneNumber.length === 0 ? 0 : phoneNumber.length + trunk.length;
    return cells.length > 1 ? [{ delimiter, known, count: cells.length }] : [];
  });
  const [first, second] = found.toSorted((a, b) => b.known - a.known || b.count - a.count);
  if (!first) return "\0";
  if (second && first.known > 0 && second.known === first.known) {
    const both = `${names[first.delimiter]} and ${names[second.delimiter]}`;
    throw invalidFile(`The first line has ${both}: quote the names of columns that contain one, or begin with sep=;`);
  }
  return first.delimiter;
}

function headerOf(text: string, delimiter: string): CsvRecord | undefined {
  try {
    for (const record of parseRecords(text, delimiter)) {
      if (record.cells.some((cell) => cell.trim() !== "")) return record;
    }
  } catch {
    // The quotation marks may be valid with another delimiter.
  }
  return undefined;
}
