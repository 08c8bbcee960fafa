import type { ImportError } from "@/lib/numbers/import/schemas";
import { csvCell } from "@/lib/platform/csv-cell";

/** Creates a file to work through beside the original. */
export function errorsCsv(errors: ImportError[]): string {
  const rows = errors.map(({ line, column, value, message }) => [String(line), column, value, message]);
  return [["line", "column", "value", "problem"], ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

const quoted = (text: string) => `"${csvCell(text).replaceAll('"', '""')}"`;
