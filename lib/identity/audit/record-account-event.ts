import type { Tx } from "@/lib/platform/db/db";
import type { AuditEvent, AuditSource } from "./audit-event";
import { recordAuditEvent } from "./record-audit-event";

/** Records the event in each organization of the user. */
export async function recordAccountEvent(
  tx: Tx,
  source: Omit<AuditSource, "organizationId">,
  userId: string,
  action: AuditEvent["action"],
  after?: AuditEvent["after"],
): Promise<void> {
  const memberships = await tx.membership.findMany({ where: { userId }, select: { organizationId: true } });
  for (const { organizationId } of memberships) {
    await recordAuditEvent(tx, { ...source, organizationId }, { action, targetId: userId, ...(after && { after }) });
  }
}
