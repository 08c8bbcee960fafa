import { type AuditEvent, recordAuditEvent } from "@/lib/audit/record-audit-event";
import type { Context } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db";

/** Of a person, in the trail of each organization that they can enter. */
export async function recordAccountEvent(tx: Tx, ctx: Context, userId: string, action: AuditEvent["action"]) {
  const memberships = await tx.membership.findMany({ where: { userId }, select: { organizationId: true } });
  for (const { organizationId } of memberships) {
    await recordAuditEvent(tx, { ...ctx, organizationId }, { action, targetId: userId });
  }
}
