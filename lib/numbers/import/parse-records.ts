import { invalidFile } from "./invalid-file";

export type CsvRecord = { line: number; cells: string[] };

const MAX_RECORD_LENGTH = 10_000;

const lineEnd = /\r\n|\r|\n/g;

/**
 * Parses CSV (RFC 4180) with any mix of CRLF, LF, and CR. Beyond the RFC, it drops blanks around a quoted cell and
 * accepts an unquoted `="…"`, which spreadsheets write to keep digits as text. csv-parse does not fit: it counts lines
 * by the first line end and cannot tell `="…"` from a mistake.
 * Throws `validation_failed` with the line for any other quotation mark, which is ambiguous.
 */
export function* parseRecords(text: string, delimiter: string, firstLine = 1): Generator<CsvRecord> {
  const cell = cellReader(text, delimiter);
  let line = firstLine;
  for (let at = 0; at < text.length; ) {
    const start = { line, at };
    const cells: string[] = [];
    for (let isOpen = true; isOpen; ) {
      const { value, end, lines } = cell(at, start.line);
      cells.push(value);
      line += lines;
      if (end - start.at > MAX_RECORD_LENGTH) throw tooLong(start.line, line > start.line);
      isOpen = text[end] === delimiter;
      at = isOpen ? end + 1 : end;
    }
    at += text.startsWith("\r\n", at) ? 2 : 1;
    line++;
    yield { line: start.line, cells };
  }
}

type Cell = { value: string; end: number; lines: number };

function cellReader(text: string, delimiter: string): (at: number, line: number) => Cell {
  const blanks = delimiter === "\t" ? /[^\S\r\n\t]*/y : /[^\S\r\n]*/y;
  const bare = new RegExp(`[^${delimiter === "^" ? "\\^" : delimiter}\r\n]*`, "y");
  const skip = (pattern: RegExp, from: number) => {
    pattern.lastIndex = from;
    return pattern.test(text) ? pattern.lastIndex : from;
  };
  const endsCell = (at: number) => at >= text.length || text[at] === delimiter || /[\r\n]/.test(text[at] ?? "");
  return (at, line) => {
    const begin = skip(blanks, at);
    if (text[begin] !== '"') {
      const end = skip(bare, at);
      const value = text.slice(at, end);
      if (value.includes('"') && !/^\s*=\s*"[^"]*"\s*$/.test(value)) throw strayMark(line);
      return { value, end, lines: 0 };
    }
    const close = closingMark(text, begin + 1, line);
    const end = skip(blanks, close + 1);
    if (!endsCell(end)) throw strayMark(line);
    const value = text.slice(begin + 1, close).replaceAll('""', '"');
    return { value, end, lines: value.match(lineEnd)?.length ?? 0 };
  };
}

function closingMark(text: string, from: number, line: number): number {
  for (let at = from; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) throw invalidFile(`Line ${line} opens a quotation mark that is never closed.`);
    if (text[at + 1] !== '"') return at;
    if (at - from > MAX_RECORD_LENGTH) throw tooLong(line, true);
  }
}

const strayMark = (line: number) => invalidFile(`Line ${line} has a misplaced quotation mark.`);

const tooLong = (line: number, isQuoted: boolean) =>
  invalidFile(
    isQuoted
      ? `Line ${line} opens a quotation mark that is not closed within ${MAX_RECORD_LENGTH.toLocaleString("en-US")} characters.`
      : `Line ${line} is longer than ${MAX_RECORD_LENGTH.toLocaleString("en-US")} characters.`,
  );
