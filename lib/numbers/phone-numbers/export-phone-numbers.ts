import { stringify } from "csv-stringify/sync";
import { type Context, requireScope } from "@/lib/identity/actor";
import { readPhoneNumbers } from "@/lib/identity/permissions";
import { csvCell } from "@/lib/platform/csv-cell";
import type { Position } from "@/lib/platform/pagination";
import { type ExportRow, readExportRows } from "./read-export-rows";
import type { ExportPhoneNumbersQuery } from "./schemas";

const ROWS_A_BATCH = 500;

const columns = [
  "phone_number",
  "country_code",
  "phone_number_type",
  "locality",
  "region",
  "trunk",
  "inbound_agent",
  "inbound_agent_version",
  "outbound_agent",
  "outbound_agent_version",
  "outbound_shareable",
  "status",
  "monthly_price",
  "currency",
  "created_at",
  "updated_at",
] as const satisfies (keyof ExportRow)[];

/**
 * Streams CSV (RFC 4180), newest first, so memory does not grow with the directory. Reads the first batch before
 * returning, so errors surface before the response starts. Throws `forbidden`.
 */
export async function exportPhoneNumbers(ctx: Context, query: ExportPhoneNumbersQuery): Promise<AsyncIterable<string>> {
  requireScope(ctx, readPhoneNumbers);
  const read = (after?: Position) => readExportRows(ctx, query, { after, limit: ROWS_A_BATCH });
  return csvOf(await read(), read);
}

async function* csvOf(first: ExportRow[], read: (after: Position) => Promise<ExportRow[]>): AsyncGenerator<string> {
  yield linesOf([[...columns]]);
  for (let rows = first; rows.length > 0; ) {
    yield linesOf(rows.map((row) => columns.map((column) => csvCell(textOf(row[column])))));
    const last = rows.at(-1);
    rows = rows.length < ROWS_A_BATCH || !last ? [] : await read({ createdAt: last.created_at, id: last.id });
  }
}

function textOf(value: ExportRow[keyof ExportRow]): string {
  return value instanceof Date ? value.toISOString() : String(value ?? "");
}

const linesOf = (rows: string[][]) => stringify(rows, { record_delimiter: "windows" });
