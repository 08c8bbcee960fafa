import { bySystem, recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { system } from "@/lib/platform/db/system";

/** The operator's word for every organization that is asked: what is missing is lost. Answers how many were asked. */
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
