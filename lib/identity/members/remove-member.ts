import { type Context, requireScope } from "@/lib/identity/actor";
import { deleteApiKeysOf } from "@/lib/identity/api-keys/delete-api-keys-of";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { revokeInvitationsOf } from "@/lib/identity/invitations/revoke-invitations-of";
import { manageApiKeys, manageMembers } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { readMember } from "./get-member";
import { keepAnAdmin } from "./keep-an-admin";
import type { RemoveMemberQuery } from "./schemas";

/**
 * Also revokes the member's open invitations. API keys that they created here stay, unless requested. Throws
 * `forbidden`, `not_found`, `last_admin`.
 */
export async function removeMember(
  ctx: Context,
  userId: string,
  { delete_api_keys: deleteApiKeys }: RemoveMemberQuery,
): Promise<void> {
  requireScope(ctx, manageMembers);
  if (deleteApiKeys) requireScope(ctx, manageApiKeys);
  await tenant(ctx).transaction(async (tx) => {
    await keepAnAdmin(tx, ctx, userId);
    const { role, user } = await readMember(tx, ctx, userId);
    const { count } = await tx.membership.deleteMany({ where: { organizationId: ctx.organizationId, userId } });
    // A concurrent request removed the member first.
    if (count === 0) return;
    await revokeInvitationsOf(tx, ctx, { invitedById: userId });
    if (deleteApiKeys) await deleteApiKeysOf(tx, ctx, userId);
    const before = { email: user.email, role };
    await recordAuditEvent(tx, ctx, { action: "member.removed", targetId: userId, before });
  });
}
