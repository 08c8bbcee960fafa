import { stringify } from "csv-stringify/sync";
import { type Context, requireScope } from "@/lib/auth/actor";
import { encodeCursor } from "@/lib/http/pagination";
import { csvCell } from "@/lib/phone-numbers/csv-cell";
import { readAuditEvents } from "./list-audit-events";
import type { ExportAuditEventsQuery } from "./schemas";
import { readAudit } from "./scopes";
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

/** The whole trail, or what the filters leave of it, newest first, as CSV in pieces. Throws `forbidden`. */
export function exportAuditEvents(ctx: Context, query: ExportAuditEventsQuery): AsyncIterable<string> {
  requireScope(ctx, readAudit);
  return pieces(ctx, query);
}

async function* pieces(ctx: Context, query: ExportAuditEventsQuery): AsyncGenerator<string> {
  yield lines([columns]);
  for (let cursor: string | undefined; ; ) {
    const rows = await readAuditEvents(ctx, { ...query, cursor }, PAGE);
    const last = rows.at(-1);
    if (!last) return;
    yield lines(rows.map(cells));
    if (rows.length < PAGE) return;
    cursor = encodeCursor(last);
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
