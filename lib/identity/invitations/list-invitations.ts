import { type Context, requireScope } from "@/lib/identity/actor";
import { readMembers } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { listConditions, newestFirst, pageFrom } from "@/lib/platform/pagination";
import type { InvitationPage, ListInvitationsQuery } from "./schemas";
import { serializeInvitation, withInviter } from "./serialize-invitation";

/** Open ones, newest first. Throws `forbidden`, or `validation_failed` for a foreign cursor. */
export async function listInvitations(ctx: Context, query: ListInvitationsQuery): Promise<InvitationPage> {
  requireScope(ctx, readMembers);
  const { updatedAt: _, ...conditions } = listConditions(query);
  const where = { organizationId: ctx.organizationId, ...conditions };
  const rows = await tenant(ctx).read((tx) =>
    tx.invitation.findMany({
      where,
      include: withInviter,
      orderBy: newestFirst,
      take: query.limit + 1,
      relationLoadStrategy: "join",
    }),
  );
  return pageFrom(rows, query.limit, serializeInvitation);
}
