import { recordAuditEvent } from "@/lib/audit/record-audit-event";
import { type Context, requireScope } from "@/lib/auth/actor";
import { inOrganization } from "@/lib/db";
import { readMember } from "./get-member";
import { keepAnAdmin } from "./keep-an-admin";
import { manageMembers } from "./scopes";

/**
 * The member's session and personal tokens stop working here with the next request; their other organizations and the
 * API keys that they made for this one stay. Throws `forbidden`, `not_found`, `last_admin`.
 */
export async function removeMember(ctx: Context, userId: string): Promise<void> {
  requireScope(ctx, manageMembers);
  await inOrganization(ctx, async (tx) => {
    await keepAnAdmin(tx, ctx, userId);
    const { role, user } = await readMember(tx, ctx, userId);
    const { count } = await tx.membership.deleteMany({ where: { organizationId: ctx.organizationId, userId } });
    // Of two that remove at once, one finds it done.
    if (count === 0) return;
    const before = { email: user.email, role };
    await recordAuditEvent(tx, ctx, { action: "member.removed", targetId: userId, before });
  });
}
