import { type Context, requireScope } from "@/lib/identity/actor";
import { readMembers } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { decodeCursor, pageFrom } from "@/lib/platform/pagination";
import type { ListMembersQuery, MemberPage } from "./schemas";
import { serializeMember, withUser } from "./serialize-member";

/** Newest first. Throws `forbidden`, or `validation_failed` for a foreign cursor. */
export async function listMembers(ctx: Context, { limit, cursor }: ListMembersQuery): Promise<MemberPage> {
  requireScope(ctx, readMembers);
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  const rows = await tenant(ctx).read((tx) =>
    tx.membership.findMany({
      where: {
        organizationId: ctx.organizationId,
        ...(after && {
          OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, userId: { lt: after.id } }],
        }),
      },
      include: withUser,
      orderBy: [{ createdAt: "desc" }, { userId: "desc" }],
      take: limit + 1,
      relationLoadStrategy: "join",
    }),
  );
  const placed = rows.map((row) => ({ ...row, id: row.userId }));
  return pageFrom(placed, limit, serializeMember);
}
