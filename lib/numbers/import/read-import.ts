import { setImmediate as breathe } from "node:timers/promises";
import type { ParsedPhoneNumber } from "@/lib/numbers/phone-numbers/parse-phone-number";
import { textOfCsvCell } from "@/lib/platform/csv-cell";
import { type Header, readHeader } from "./find-columns";
import { invalidFile } from "./invalid-file";
import { LineErrors } from "./line-errors";
import { readNumberInCell } from "./number-in-cell";
import type { CsvRecord } from "./parse-records";
import { readTable } from "./read-table";
import { type ImportError, MAX_IMPORT_LINES } from "./schemas";

/** A readable line. Only the database knows whether its trunk exists and its number is free. */
export type ImportLine = { line: number; number: ParsedPhoneNumber; trunk: string };

/** Each of `count` nonblank lines is in `lines` or `errors`. */
export type ImportFile = {
  lines: ImportLine[];
  count: number;
  errors: LineErrors;
  ignoredColumns: string[];
  warnings: string[];
};

const LINES_A_TURN = 500;

/**
 * Uses neither the database nor the environment, so it can run in a worker thread; memory is bounded. Throws
 * `validation_failed` for an invalid file, and what the source throws.
 * @param csv the bytes, in chunks of any size
 * @param defaultTrunk the trunk for lines that name none
 */
export async function readImport(
  csv: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  defaultTrunk: string,
): Promise<ImportFile> {
  const { encoding, header: names, rows } = readTable(await bytesOf(csv));
  const header = readHeader(names.cells);
  const errors = new LineErrors();
  const lines = new Map<string, ImportLine>();
  // A substring keeps its whole source string in memory, so each trunk name is copied once.
  const trunks = new Map<string, string>();
  let count = 0;
  for (const row of rows) {
    if (++count > MAX_IMPORT_LINES) {
      throw invalidFile(`The file has more than ${MAX_IMPORT_LINES.toLocaleString("en-US")} lines. Split it.`);
    }
    if (count % LINES_A_TURN === 0) await breathe();
    const read = readRow(row, header, defaultTrunk, lines);
    if ("message" in read) {
      errors.add(read.line, read.column, read.value, read.message);
    } else {
      const trunk = trunks.get(read.trunk) ?? Buffer.from(read.trunk).toString();
      trunks.set(trunk, trunk);
      lines.set(read.number.e164, { ...read, trunk });
    }
  }
  if (count === 0) throw invalidFile("The file has no phone numbers below the header.");
  const warnings = encoding === "Windows-1252" ? [readAsWindows1252, ...header.warnings] : header.warnings;
  return { lines: [...lines.values()], count, errors, ignoredColumns: header.ignored, warnings };
}

const readAsWindows1252 =
  "The file was read as Windows-1252. If names of trunks look wrong, save it as UTF-8 (in Excel: “CSV UTF-8”).";

async function bytesOf(csv: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of csv) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function readRow(
  { line, cells }: CsvRecord,
  header: Header,
  defaultTrunk: string,
  before: ReadonlyMap<string, ImportLine>,
): ImportLine | ImportError {
  const cell = cells[header.phoneNumber]?.trim() ?? "";
  const wrong = (message: string, value = cell): ImportError => ({ line, column: "phone_number", value, message });
  // The cells may have shifted right, so the phone number could come from another column.
  const surplus = cells.slice(header.width).find((each) => each.trim() !== "");
  if (surplus !== undefined) {
    return wrong(`This line has more cells than the header. Quote cells that contain the delimiter.`, surplus);
  }
  const read = readNumberInCell(cell);
  if ("problem" in read) return wrong(read.problem);
  const first = before.get(read.number.e164);
  if (first) return wrong(`Duplicate of line ${first.line}.`);
  const trunk = trunkIn(cells, header.trunk) || defaultTrunk;
  if (trunk) return { line, number: read.number, trunk };
  return { line, column: "trunk", value: "", message: "Add a trunk, or choose one for all lines." };
}

function trunkIn(cells: string[], column: number | undefined): string {
  const cell = (column === undefined ? undefined : cells[column]?.trim()) ?? "";
  const [, keptAsText] = /^=\s*"([^"]*)"$/.exec(cell) ?? [];
  return keptAsText?.trim() ?? textOfCsvCell(cell);
}
