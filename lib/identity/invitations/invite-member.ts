import { type Context, personBehind, requireScope } from "@/lib/identity/actor";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { requireNoMore } from "@/lib/identity/credential-rules";
import { requireRoom } from "@/lib/identity/organizations/caps";
import { manageMembers } from "@/lib/identity/permissions";
import { scopesOfRole } from "@/lib/identity/scopes";
import { isUniqueViolation } from "@/lib/platform/db/database-errors";
import type { Tx } from "@/lib/platform/db/db";
import { tenant } from "@/lib/platform/db/tenant";
import { AppError } from "@/lib/platform/errors";
import { newLink } from "./new-link";
import { requireMailAllowance } from "./require-mail-allowance";
import type { InviteMemberBody, SentInvitation } from "./schemas";
import { sendInvitation } from "./send-invitation";
import { withInviter } from "./serialize-invitation";

/**
 * Throws `forbidden`, also when the role has scopes that the caller lacks, `already_member`, `already_invited`,
 * `rate_limited`.
 */
export async function inviteMember(ctx: Context, { email, role }: InviteMemberBody): Promise<SentInvitation> {
  requireScope(ctx, manageMembers);
  requireNoMore(scopesOfRole(role), ctx.scopes);
  await requireMailAllowance(ctx.organizationId, email);
  const { link, kept } = newLink();
  const { organizationId, actor } = ctx;
  const sender = { invitedById: personBehind(actor), invitedByKeyId: actor.kind === "api_key" ? actor.id : null };
  const written = tenant(ctx).transaction(async (tx) => {
    await refuseMember(tx, ctx, email);
    const open = { organizationId, expiresAt: { gt: new Date() } };
    const count = () => tx.invitation.count({ where: open });
    await requireRoom(tx, "open_invitations", { ownerId: organizationId, organizationId, count });
    const row = await tx.invitation.create({
      data: { ...kept, ...sender, organizationId, email, role },
      include: { ...withInviter, organization: { select: { name: true } } },
    });
    await recordAuditEvent(tx, ctx, { action: "member.invited", targetId: row.id, after: { email, role } });
    return row;
  });
  const row = await written.catch((error) => {
    throw isUniqueViolation(error) ? alreadyInvited(email) : error;
  });
  return sendInvitation(row, link);
}

async function refuseMember(tx: Tx, { organizationId }: Context, email: string): Promise<void> {
  const member = await tx.membership.count({ where: { organizationId, user: { email } } });
  if (member > 0) throw new AppError("already_member", `${email} is already a member. Change their role instead.`);
}

const alreadyInvited = (email: string) =>
  new AppError("already_invited", `${email} has already been invited. Resend that invitation, or revoke it first.`);
