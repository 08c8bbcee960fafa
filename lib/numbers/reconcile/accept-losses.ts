import { bySystem, recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { system } from "@/lib/platform/db/system";

/** Accepts, for the operator, the missing numbers of every organization that was asked. Returns how many were asked. */
export function acceptLosses(): Promise<number> {
  return system().transaction(async (tx) => {
    const open = await tx.finding.findMany({ where: { kind: "missing_numbers", resolvedAt: null } });
    for (const { id, organizationId, details } of open) {
      await tx.finding.update({ where: { id }, data: { resolvedAt: new Date(), resolution: "accepted" } });
      if (organizationId === null) continue;
      const event = { action: "phone_number.loss_accepted", targetId: id, after: details as object } as const;
      await recordAuditEvent(tx, bySystem(organizationId, "reconcile"), event);
    }
    return open.length;
  });
}
