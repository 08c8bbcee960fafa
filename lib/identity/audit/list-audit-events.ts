import type { Prisma } from "@/lib/generated/prisma/client";
import { type Context, requireScope } from "@/lib/identity/actor";
import { readAudit } from "@/lib/identity/permissions";
import { system } from "@/lib/platform/db/system";
import { tenant } from "@/lib/platform/db/tenant";
import { listConditions, newestFirst, pageFrom } from "@/lib/platform/pagination";
import type { AuditEventPage, ExportAuditEventsQuery, ListAuditEventsQuery } from "./schemas";
import { type AuditEventRow, serializeAuditEvent } from "./serialize-audit-event";

/** Newest first. Throws `forbidden`, or `validation_failed` for a foreign cursor. */
export async function listAuditEvents(ctx: Context, query: ListAuditEventsQuery): Promise<AuditEventPage> {
  requireScope(ctx, readAudit);
  const rows = await readAuditEvents(ctx, query, query.limit + 1);
  return pageFrom(rows, query.limit, serializeAuditEvent);
}

type Query = ExportAuditEventsQuery & { cursor?: string | undefined };

export async function readAuditEvents(ctx: Context, query: Query, take: number): Promise<AuditEventRow[]> {
  const { updatedAt: _, ...conditions } = listConditions(query);
  const where = { organizationId: ctx.organizationId, ...conditions, ...filters(query) };
  const events = await tenant(ctx).read((tx) => tx.auditEvent.findMany({ where, orderBy: newestFirst, take }));
  const names = await namesOf([...new Set(events.flatMap(({ userId }) => userId ?? []))]);
  return events.map((event) => ({ ...event, userName: names.get(event.userId ?? "") ?? null }));
}

/** Uses the system scope, because former members keep their name in the history but left the organization's scope. */
async function namesOf(ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const where = { id: { in: ids } };
  const users = await system().read((tx) => tx.user.findMany({ where, select: { id: true, name: true } }));
  return new Map(users.map(({ id, name }) => [id, name]));
}

function filters({ action, actor_id, user_id, target_id }: Query): Prisma.AuditEventWhereInput {
  return {
    ...(action !== undefined && { action }),
    ...(actor_id !== undefined && { actorId: actor_id }),
    ...(user_id !== undefined && { userId: user_id }),
    ...(target_id !== undefined && { targetId: target_id }),
  };
}
