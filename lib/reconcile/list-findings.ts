import { type Context, requireScope } from "@/lib/auth/actor";
import { inOrganization } from "@/lib/db";
import { decodeCursor, pageFrom } from "@/lib/http/pagination";
import { managePhoneNumbers } from "@/lib/phone-numbers/scopes";
import type { FindingPage, ListFindingsQuery } from "./schemas";
import { serializeFinding } from "./serialize-finding";

/** One page of what is open, newest first. Throws `forbidden`, or `validation_failed` for a foreign cursor. */
export async function listFindings(ctx: Context, { limit, cursor }: ListFindingsQuery): Promise<FindingPage> {
  requireScope(ctx, managePhoneNumbers);
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  const rows = await inOrganization(ctx, (tx) =>
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
  return pageFrom(placed, limit, serializeFinding);
}

/** How many are open. Throws `forbidden`. */
export async function countFindings(ctx: Context): Promise<number> {
  requireScope(ctx, managePhoneNumbers);
  const where = { organizationId: ctx.organizationId, resolvedAt: null };
  return inOrganization(ctx, (tx) => tx.finding.count({ where }));
}
