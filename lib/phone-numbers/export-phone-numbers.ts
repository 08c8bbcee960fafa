import { stringify } from "csv-stringify/sync";
import { type Context, requireScope } from "@/lib/auth/actor";
import { readInOrganization } from "@/lib/db";
import { encodeCursor, listConditions, newestFirst } from "@/lib/http/pagination";
import { csvCell } from "./csv-cell";
import { directoryFilters } from "./directory-filters";
import type { ExportPhoneNumbersQuery } from "./schemas";
import { readPhoneNumbers } from "./scopes";
import { serializePhoneNumber, withAgents } from "./serialize-phone-number";

const ROWS_A_BATCH = 250;

/**
 * The directory as CSV (RFC 4180), newest first, batch by batch as it is read: memory does not grow with it. Numbers
 * that arrive meanwhile are not in it. The first batch is read before anything is given, so that what is wrong is told.
 * Throws `forbidden`.
 */
export async function exportPhoneNumbers(ctx: Context, query: ExportPhoneNumbersQuery): Promise<AsyncIterable<string>> {
  requireScope(ctx, readPhoneNumbers);
  const first = await readBatch(ctx, query);
  return csvOf(ctx, query, first);
}

async function* csvOf(ctx: Context, query: ExportPhoneNumbersQuery, first: ExportRow[]): AsyncGenerator<string> {
  yield linesOf([columns.map(([name]) => name)]);
  for (let batch = first; batch.length > 0; ) {
    yield linesOf(batch.map((row) => cellsOf(row)));
    const last = batch.at(-1);
    batch = batch.length < ROWS_A_BATCH || !last ? [] : await readBatch(ctx, query, encodeCursor(last));
  }
}

type ExportRow = Awaited<ReturnType<typeof readBatch>>[number];

function readBatch(ctx: Context, query: ExportPhoneNumbersQuery, cursor?: string) {
  const conditions = [listConditions({ ...query, cursor }), ...directoryFilters(query)];
  return readInOrganization(ctx, (tx) =>
    tx.phoneNumber.findMany({
      where: { organizationId: ctx.organizationId, AND: conditions },
      include: { ...withAgents, trunk: { select: { name: true } } },
      orderBy: newestFirst,
      take: ROWS_A_BATCH,
      // Few trunks and agents stand behind many numbers: each is asked for once, not once a row.
      relationLoadStrategy: "query",
    }),
  );
}

type Exported = ReturnType<typeof serializePhoneNumber> & { trunk: string };

/** `phone_number` and `trunk` are what an import reads. */
const columns: [name: string, value: (number: Exported) => string | number | boolean | null | undefined][] = [
  ["phone_number", (number) => number.phone_number],
  ["country_code", (number) => number.country_code],
  ["phone_number_type", (number) => number.phone_number_type],
  ["locality", (number) => number.locality],
  ["region", (number) => number.region],
  ["trunk", (number) => number.trunk],
  ["inbound_agent", (number) => number.inbound_agent?.name],
  ["inbound_agent_version", (number) => number.inbound_agent?.version],
  ["outbound_agent", (number) => number.outbound_agent?.name],
  ["outbound_agent_version", (number) => number.outbound_agent?.version],
  ["outbound_shareable", (number) => number.outbound_shareable],
  ["status", (number) => number.status],
  ["monthly_price", (number) => number.monthly_price?.amount],
  ["currency", (number) => number.monthly_price?.currency],
  ["created_at", (number) => number.created_at],
  ["updated_at", (number) => number.updated_at],
];

function cellsOf(row: ExportRow): string[] {
  const number = { ...serializePhoneNumber(row), trunk: row.trunk.name };
  return columns.map(([, value]) => csvCell(String(value(number) ?? "")));
}

const linesOf = (rows: string[][]) => stringify(rows, { record_delimiter: "windows" });
