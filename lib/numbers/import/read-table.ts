import { decodeText, type Encoding } from "./decode-text";
import { findLayout } from "./find-delimiter";
import { invalidFile } from "./invalid-file";
import { type CsvRecord, parseRecords } from "./parse-records";

export type Table = { encoding: Encoding; header: CsvRecord; rows: Iterable<CsvRecord> };

/**
 * Reads lazily: UTF-8, UTF-16, or Windows-1252, with any delimiter and line ends. Skips blank records. Throws
 * `validation_failed` for an invalid file, also while the rows are read.
 */
export function readTable(bytes: Uint8Array): Table {
  const { text, encoding } = decodeText(bytes);
  const layout = findLayout(withoutEndMark(text));
  const records = filled(parseRecords(layout.text, layout.delimiter, layout.firstLine));
  const { value: header, done } = records.next();
  if (done) throw invalidFile("The file is empty.");
  return { encoding, header, rows: records };
}

function* filled(records: Iterable<CsvRecord>): Generator<CsvRecord, undefined> {
  for (const record of records) if (record.cells.some((cell) => cell.trim() !== "")) yield record;
}

/** DOS ends a text file with Ctrl-Z, at the end of the last line or alone on it. */
function withoutEndMark(text: string): string {
  const last = text.trimEnd();
  const end = lengthWithout("\u001A", last);
  const isAlone = end === 0 || "\r\n".includes(last.charAt(end - 1));
  return end < last.length && (isAlone || last.length === text.length) ? last.slice(0, end) : text;
}

function lengthWithout(end: string, text: string): number {
  let length = text.length;
  while (length > 0 && text[length - 1] === end) length--;
  return length;
}
