import { type Context, requireScope } from "@/lib/identity/actor";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { manageMembers } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { notFound } from "@/lib/platform/errors";

/** Throws `forbidden`, `not_found`, also when it was accepted meanwhile. */
export async function revokeInvitation(ctx: Context, id: string): Promise<void> {
  requireScope(ctx, manageMembers);
  const where = { id, organizationId: ctx.organizationId };
  await tenant(ctx).transaction(async (tx) => {
    const row = await tx.invitation.findUnique({ where });
    const { count } = await tx.invitation.deleteMany({ where });
    if (!row || count === 0) throw notFound("The invitation");
    const { email, role } = row;
    await recordAuditEvent(tx, ctx, { action: "member.invitation_revoked", targetId: id, before: { email, role } });
  });
}
