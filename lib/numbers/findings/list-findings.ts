import { type Context, requireScope } from "@/lib/identity/actor";
import { managePhoneNumbers } from "@/lib/identity/permissions";
import { system } from "@/lib/platform/db/system";
import { tenant } from "@/lib/platform/db/tenant";
import { decodeCursor, pageFrom } from "@/lib/platform/pagination";
import type { FindingPage, FindingRecord, ListFindingsQuery } from "./schemas";
import { serializeFinding } from "./serialize-finding";

/** Newest first. Throws `forbidden`, or `validation_failed` for a foreign cursor. */
export async function listFindings(ctx: Context, { limit, cursor }: ListFindingsQuery): Promise<FindingPage> {
  requireScope(ctx, managePhoneNumbers);
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  const rows = await tenant(ctx).read((tx) =>
    tx.finding.findMany({
      where: {
        organizationId: ctx.organizationId,
        resolvedAt: null,
        ...(after && {
          OR: [{ firstSeenAt: { lt: after.createdAt } }, { firstSeenAt: after.createdAt, id: { lt: after.id } }],
        }),
      },
      orderBy: [{ firstSeenAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    }),
  );
  const placed = rows.map((row) => ({ ...row, createdAt: row.firstSeenAt }));
  return { ...pageFrom(placed, limit, serializeFinding), compared_at: await comparedAt(ctx) };
}

/** Returns the oldest last complete sweep among the organization's accounts; null until each has completed one. */
async function comparedAt({ organizationId }: Context): Promise<string | null> {
  const where = { OR: [{ organizationId: null }, { organizationId }] };
  const accounts = await system().read((tx) => tx.managedAccount.findMany({ where, select: { sweep: true } }));
  const times = accounts.map(({ sweep }) => sweep?.completedAt?.getTime());
  if (times.length === 0 || times.some((time) => time === undefined)) return null;
  return new Date(Math.min(...times.map(Number))).toISOString();
}

/** Findings that belong to no organization are the operator's to resolve. */
export async function listUnownedFindings(): Promise<FindingRecord[]> {
  const where = { organizationId: null, resolvedAt: null };
  const rows = await system().read((tx) => tx.finding.findMany({ where, orderBy: { firstSeenAt: "desc" } }));
  return rows.map(serializeFinding);
}

/** Throws `forbidden`. */
export async function countFindings(ctx: Context): Promise<number> {
  requireScope(ctx, managePhoneNumbers);
  const where = { organizationId: ctx.organizationId, resolvedAt: null };
  return tenant(ctx).read((tx) => tx.finding.count({ where }));
}
