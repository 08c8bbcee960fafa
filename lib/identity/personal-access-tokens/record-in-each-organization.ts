import type { Context } from "@/lib/identity/actor";
import type { AuditEvent } from "@/lib/identity/audit/audit-event";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import type { Tx } from "@/lib/platform/db/db";

/** A personal token works wherever its user is a member, so each of those organizations records the event. */
export async function recordInEachOrganization(tx: Tx, ctx: Context, userId: string, event: AuditEvent): Promise<void> {
  const memberships = await tx.membership.findMany({ where: { userId }, select: { organizationId: true } });
  for (const { organizationId } of memberships) await recordAuditEvent(tx, { ...ctx, organizationId }, event);
}
