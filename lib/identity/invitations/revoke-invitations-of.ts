import type { Context } from "@/lib/identity/actor";
import { recordAuditEvents } from "@/lib/identity/audit/record-audit-event";
import type { Tx } from "@/lib/platform/db/db";

type Sender = { invitedById: string } | { invitedByKeyId: string };

/** Prevents a sender who lost the right to invite from returning through an open invitation. */
export async function revokeInvitationsOf(tx: Tx, ctx: Context, sender: Sender): Promise<void> {
  const where = { organizationId: ctx.organizationId, ...sender };
  const open = await tx.invitation.findMany({ where, select: { id: true, email: true, role: true } });
  await tx.invitation.deleteMany({ where });
  await recordAuditEvents(
    tx,
    ctx,
    open.map(({ id, email, role }) => ({
      action: "member.invitation_revoked",
      targetId: id,
      before: { email, role },
    })),
  );
}
