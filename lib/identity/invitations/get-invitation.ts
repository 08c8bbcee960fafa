import { type Context, requireScope } from "@/lib/identity/actor";
import { readMembers } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { notFound } from "@/lib/platform/errors";
import type { InvitationRecord } from "./schemas";
import { serializeInvitation, withInviter } from "./serialize-invitation";

/** Throws `forbidden`, `not_found`. */
export async function getInvitation(ctx: Context, id: string): Promise<InvitationRecord> {
  requireScope(ctx, readMembers);
  const where = { id, organizationId: ctx.organizationId };
  const row = await tenant(ctx).transaction((tx) => tx.invitation.findUnique({ where, include: withInviter }));
  if (!row) throw notFound("The invitation");
  return serializeInvitation(row);
}
