import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { releaseQuota } from "@/lib/identity/organizations/quota";
import { openFindingWithin } from "@/lib/numbers/findings/findings-store";
import { auditedState } from "@/lib/numbers/phone-numbers/audited-state";
import { keepAgents } from "@/lib/numbers/phone-numbers/kept-agents";
import { system } from "@/lib/platform/db/system";
import { byReconcile } from "./by-reconcile";
import type { BoughtNumber } from "./directory";
import type { Sweep } from "./sweep";

/** Handles numbers that two complete sweeps and a direct lookup did not find; agents must no longer use them. */
export async function markLostNumbers(sweep: Sweep, absent: BoughtNumber[]): Promise<void> {
  for (const row of absent) {
    sweep.requireLead();
    if (await sweep.carrier.findOwned(row.phoneNumber)) continue;
    if (await markLost(row, sweep.account.id)) sweep.report("lost", row.phoneNumber);
  }
}

/** Changes row, quota, purchase, audit event, and finding in one transaction, once. */
async function markLost({ id, organizationId, phoneNumber, purchaseId }: BoughtNumber, managedAccountId: string) {
  const now = new Date();
  return system().transaction(
    async (tx) => {
      const before = await tx.phoneNumber.findUnique({ where: { id } });
      const lost = await tx.$executeRaw`
      UPDATE phone_number SET status = 'lost_at_carrier', updated_at = ${now}, ${keepAgents}
      WHERE id = ${id}::uuid AND status = 'active'`;
      if (!before || lost === 0) return false;
      await releaseQuota(tx, organizationId);
      if (purchaseId)
        await tx.purchase.update({ where: { id: purchaseId }, data: { releasedAt: now, updatedAt: now } });
      await recordAuditEvent(tx, byReconcile(organizationId), {
        action: "phone_number.lost_at_carrier",
        targetId: id,
        before: auditedState(before),
        after: auditedState(await tx.phoneNumber.findUniqueOrThrow({ where: { id } })),
      });
      const details = { phone_number_id: id, back: false };
      await openFindingWithin(tx, { kind: "lost_number", organizationId, managedAccountId, phoneNumber, details });
      return true;
    },
    { name: "lost" },
  );
}
