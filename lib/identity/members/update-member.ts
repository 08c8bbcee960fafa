import { type Context, requireScope } from "@/lib/identity/actor";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { requireNoMore } from "@/lib/identity/credential-rules";
import { revokeInvitationsOf } from "@/lib/identity/invitations/revoke-invitations-of";
import { manageMembers } from "@/lib/identity/permissions";
import { scopesOfRole } from "@/lib/identity/scopes";
import { tenant } from "@/lib/platform/db/tenant";
import { requireMatch } from "@/lib/platform/etag";
import { readMember } from "./get-member";
import { keepAnAdmin } from "./keep-an-admin";
import type { MemberRecord, UpdateMemberBody } from "./schemas";
import { serializeMember } from "./serialize-member";

/**
 * Also revokes open invitations that the member could no longer send. Throws `forbidden`, also when the role has scopes
 * that the caller lacks, `not_found`, `last_admin`, `precondition_failed`.
 */
export async function updateMember(
  ctx: Context,
  userId: string,
  { role }: UpdateMemberBody,
  ifMatch: string | null,
): Promise<MemberRecord> {
  requireScope(ctx, manageMembers);
  requireNoMore(scopesOfRole(role), ctx.scopes);
  return tenant(ctx).transaction(async (tx) => {
    if (role !== "admin") await keepAnAdmin(tx, ctx, userId);
    const row = await readMember(tx, ctx, userId);
    requireMatch(ifMatch, serializeMember(row));
    if (row.role === role) return serializeMember(row);
    const where = { organizationId_userId: { organizationId: ctx.organizationId, userId } };
    await tx.membership.update({ where, data: { role } });
    if (!scopesOfRole(role).includes("members:manage")) await revokeInvitationsOf(tx, ctx, { invitedById: userId });
    const { email } = row.user;
    await recordAuditEvent(tx, ctx, {
      action: "member.role_changed",
      targetId: userId,
      before: { email, role: row.role },
      after: { email, role },
    });
    return serializeMember({ ...row, role });
  });
}
