import { type Context, requireScope } from "@/lib/identity/actor";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { requireNoMore } from "@/lib/identity/credential-rules";
import { manageMembers } from "@/lib/identity/permissions";
import { scopesOfRole } from "@/lib/identity/scopes";
import { tenant } from "@/lib/platform/db/tenant";
import { notFound } from "@/lib/platform/errors";
import { newLink } from "./new-link";
import { requireMailAllowance } from "./require-mail-allowance";
import type { SentInvitation } from "./schemas";
import { sendInvitation } from "./send-invitation";
import { withInviter } from "./serialize-invitation";

/** Throws `forbidden`, also when the role has scopes that the caller lacks, `not_found`, `rate_limited`. */
export async function resendInvitation(ctx: Context, id: string): Promise<SentInvitation> {
  requireScope(ctx, manageMembers);
  const { organizationId } = ctx;
  const where = { id, organizationId };
  const open = await tenant(ctx).read((tx) => tx.invitation.findUnique({ where }));
  if (!open) throw notFound("The invitation");
  requireNoMore(scopesOfRole(open.role), ctx.scopes);
  await requireMailAllowance(organizationId, open.email);
  const { link, kept } = newLink();
  const row = await tenant(ctx).transaction(async (tx) => {
    const { count } = await tx.invitation.updateMany({ where, data: kept });
    if (count === 0) throw notFound("The invitation");
    const include = { ...withInviter, organization: { select: { name: true } } };
    const renewed = await tx.invitation.findUniqueOrThrow({ where, include });
    const { email, role } = renewed;
    await recordAuditEvent(tx, ctx, { action: "member.invitation_resent", targetId: id, after: { email, role } });
    return renewed;
  });
  return sendInvitation(row, link);
}
