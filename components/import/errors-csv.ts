import type { ImportError } from "@/lib/import/schemas";

/** The errors as a file to work through beside the original. */
export function errorsCsv(errors: ImportError[]): string {
  const rows = errors.map(({ line, column, value, message }) => [String(line), column, value, message]);
  return [["line", "column", "value", "problem"], ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

/** With an apostrophe before what a spreadsheet would run, phone numbers apart. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^\+\d+$/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
