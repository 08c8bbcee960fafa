import { type Context, requireScope } from "@/lib/auth/actor";
import { readInOrganization } from "@/lib/db";
import { listConditions, newestFirst, pageFrom } from "@/lib/http/pagination";
import { readMembers } from "@/lib/members/scopes";
import type { InvitationPage, ListInvitationsQuery } from "./schemas";
import { serializeInvitation, withInviter } from "./serialize-invitation";

/** One page of open invitations, newest first. Throws `forbidden`, or `validation_failed` for a foreign cursor. */
export async function listInvitations(ctx: Context, query: ListInvitationsQuery): Promise<InvitationPage> {
  requireScope(ctx, readMembers);
  const { updatedAt: _, ...conditions } = listConditions(query);
  const where = { organizationId: ctx.organizationId, ...conditions };
  const rows = await readInOrganization(ctx, (tx) =>
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
