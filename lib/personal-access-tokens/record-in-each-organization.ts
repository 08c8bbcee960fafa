import { type AuditEvent, recordAuditEvent } from "@/lib/audit/record-audit-event";
import type { Context } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db";

/** A personal token acts wherever its user is a member, so each of those organizations hears of it. */
export async function recordInEachOrganization(tx: Tx, ctx: Context, userId: string, event: AuditEvent): Promise<void> {
  const memberships = await tx.membership.findMany({ where: { userId }, select: { organizationId: true } });
  for (const { organizationId } of memberships) await recordAuditEvent(tx, { ...ctx, organizationId }, event);
}
