import { stringify } from "csv-stringify/sync";
import { type Context, requireScope } from "@/lib/identity/actor";
import { readAudit } from "@/lib/identity/permissions";
import { csvCell } from "@/lib/platform/csv-cell";
import { encodeCursor } from "@/lib/platform/pagination";
import { readAuditEvents } from "./list-audit-events";
import type { ExportAuditEventsQuery } from "./schemas";
import { type AuditEventRow, serializeAuditEvent } from "./serialize-audit-event";

const PAGE = 500;

const columns = [
  "created_at",
  "action",
  "actor_kind",
  "actor_id",
  "actor_name",
  "credential",
  "address",
  "request_id",
  "target_id",
  "before",
  "after",
];

/** Reads the first page before returning, so errors surface before the response starts. Throws `forbidden`. */
export async function exportAuditEvents(ctx: Context, query: ExportAuditEventsQuery): Promise<AsyncIterable<string>> {
  requireScope(ctx, readAudit);
  const read = (cursor?: string) => readAuditEvents(ctx, { ...query, cursor }, PAGE);
  return csvOf(await read(), read);
}

async function* csvOf(
  first: AuditEventRow[],
  read: (cursor: string) => Promise<AuditEventRow[]>,
): AsyncGenerator<string> {
  yield lines([columns]);
  for (let rows = first; rows.length > 0; ) {
    yield lines(rows.map(cells));
    const last = rows.at(-1);
    rows = rows.length < PAGE || !last ? [] : await read(encodeCursor(last));
  }
}

const lines = (rows: (string | null)[][]) => stringify(rows.map((row) => row.map((cell) => cell && csvCell(cell))));

function cells(row: AuditEventRow): (string | null)[] {
  const { created_at, action, actor, credential, address, request_id, target_id, before, after } =
    serializeAuditEvent(row);
  const who = [actor.kind, actor.id, actor.name, credential, address];
  return [created_at, action, ...who, request_id, target_id, textOf(before), textOf(after)];
}

const textOf = (state: unknown) => (state === null ? null : JSON.stringify(state));
