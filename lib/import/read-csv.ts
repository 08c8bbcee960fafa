import { pipeline } from "node:stream/promises";
import { setImmediate as breathe } from "node:timers/promises";
import { CsvError, parse } from "csv-parse";
import { AppError } from "@/lib/errors";

export type CsvLine = { line: number; phoneNumber: string; trunk: string };

/** Every so many lines, other requests get their turn. */
const LINES_A_TURN = 500;

const names: Record<string, "phoneNumber" | "trunk"> = {
  phonenumber: "phoneNumber",
  phone: "phoneNumber",
  number: "phoneNumber",
  e164: "phoneNumber",
  trunk: "trunk",
  trunkid: "trunk",
  trunkname: "trunk",
};

/**
 * Reads a CSV file as it arrives: comma, semicolon or tab, with or without BOM, any line ends, quoted or not. The first
 * line names the columns, whatever their order and case. Gives the columns that it does not know.
 * Throws `validation_failed` for what is no such file, and what the source throws.
 */
export async function readCsvLines(
  csv: AsyncIterable<Uint8Array>,
  take: (line: CsvLine) => void,
): Promise<{ ignoredColumns: string[] }> {
  const parser = parse({
    bom: true,
    delimiter: [",", ";", "\t"],
    info: true,
    max_record_size: 10_000,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    trim: true,
  });
  let header: Header | undefined;
  try {
    await pipeline(csv, parser, async (records: AsyncIterable<{ record: string[]; info: { lines: number } }>) => {
      let count = 0;
      for await (const { record, info } of records) {
        if (header) take({ line: info.lines, ...cellsOf(header, record) });
        else header = readHeader(record);
        if (++count % LINES_A_TURN === 0) await breathe();
      }
    });
  } catch (error) {
    throw error instanceof CsvError ? invalidFile(sentenceOf(error)) : error;
  }
  if (!header) throw invalidFile("The file is empty.");
  return { ignoredColumns: header.ignored };
}

type Header = { phoneNumber: number; trunk: number | undefined; ignored: string[] };

function readHeader(cells: string[]): Header {
  const known = cells.map((cell) => names[cell.toLowerCase().replaceAll(/[^a-z0-9]/g, "")]);
  const twice = known.find((name, index) => name !== undefined && known.indexOf(name) !== index);
  if (twice) throw invalidFile(`The first line names the ${twice === "trunk" ? "trunk" : "phone number"} twice.`);
  const phoneNumber = known.indexOf("phoneNumber");
  if (phoneNumber < 0) {
    throw invalidFile(
      "The first line must name the columns: phone_number and, unless a trunk is chosen for all, trunk.",
    );
  }
  const trunk = known.indexOf("trunk");
  const ignored = cells.filter((cell, index) => cell !== "" && known[index] === undefined).slice(0, 50);
  return { phoneNumber, trunk: trunk < 0 ? undefined : trunk, ignored };
}

function cellsOf({ phoneNumber, trunk }: Header, record: string[]): Omit<CsvLine, "line"> {
  const named = (trunk !== undefined && record[trunk]) || "";
  // Our own export puts an apostrophe before what a spreadsheet would run.
  return { phoneNumber: record[phoneNumber] ?? "", trunk: named.replace(/^'(?=[=+\-@])/, "") };
}

function sentenceOf({ code, lines }: CsvError & { lines?: number }): string {
  const where = lines === undefined ? "The file" : `Line ${lines}`;
  switch (code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return "A quotation mark is opened and never closed.";
    case "CSV_MAX_RECORD_SIZE":
      return `${where} is longer than 10,000 characters.`;
    default:
      return `${where} has a quotation mark in a place where CSV allows none.`;
  }
}

export function invalidFile(message: string): AppError {
  return new AppError("validation_failed", message, { errors: [{ path: "", message }] });
}
