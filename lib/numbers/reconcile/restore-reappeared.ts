import type { OwnedNumber } from "@/lib/carriers/carrier";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { reserveQuota } from "@/lib/identity/organizations/quota";
import { closeFinding, openFinding } from "@/lib/numbers/findings/findings-store";
import { auditedState } from "@/lib/numbers/phone-numbers/audited-state";
import { returnAgents } from "@/lib/numbers/phone-numbers/kept-agents";
import { isUniqueViolation } from "@/lib/platform/db/database-errors";
import { system } from "@/lib/platform/db/system";
import { AppError } from "@/lib/platform/errors";
import { byReconcile } from "./by-reconcile";
import type { BoughtNumber } from "./directory";
import { findInListing, isTaggedFor } from "./listing";
import { putOnTrunk } from "./put-on-trunk";
import { exceptRefusal, type Sweep } from "./sweep";

/** Numbers beyond the quota stay findings. */
export async function restoreReappeared(sweep: Sweep, rows: BoughtNumber[]): Promise<void> {
  const managedAccountId = sweep.account.id;
  for (const row of rows.filter(({ status }) => status === "lost_at_carrier")) {
    const { id, organizationId, phoneNumber } = row;
    const back = findInListing(sweep.listing, phoneNumber, row.purchase) !== undefined;
    const details = { phone_number_id: id, back };
    await openFinding({ kind: "lost_number", organizationId, managedAccountId, phoneNumber, details });
    if (!back) continue;
    await exceptRefusal(sweep, phoneNumber, async () => {
      const owned = await sweep.carrier.findOwned(phoneNumber);
      if (!owned || !isTaggedFor(owned, row.purchase, sweep.listing)) return;
      await putOnTrunk(sweep.carrier, owned, { organizationId, managedAccountId });
      if (await markReturned(row, owned, managedAccountId)) sweep.report("returned", phoneNumber);
    });
  }
}

async function markReturned(row: BoughtNumber, owned: OwnedNumber, managedAccountId: string): Promise<boolean> {
  const { id, organizationId, phoneNumber, purchaseId } = row;
  const updatedAt = new Date();
  try {
    return await system().transaction(
      async (tx) => {
        const before = await tx.phoneNumber.findUnique({ where: { id } });
        const returned = await tx.$executeRaw`
        UPDATE phone_number
        SET status = 'active', carrier_number_id = ${owned.carrierId}, updated_at = ${updatedAt}, ${returnAgents}
        WHERE id = ${id}::uuid AND status = 'lost_at_carrier'`;
        if (!before || returned === 0) return false;
        if (purchaseId) await tx.purchase.update({ where: { id: purchaseId }, data: { releasedAt: null, updatedAt } });
        await reserveQuota(tx, organizationId);
        await recordAuditEvent(tx, byReconcile(organizationId), {
          action: "phone_number.returned",
          targetId: id,
          before: auditedState(before),
          after: auditedState(await tx.phoneNumber.findUniqueOrThrow({ where: { id } })),
        });
        return closeFinding(tx, { kind: "lost_number", managedAccountId, phoneNumber }, "returned");
      },
      { name: "returned" },
    );
  } catch (error) {
    if (staysLost(error)) return false;
    throw error;
  }
}

/** The quota is full, or a purchase of the same number is pending. */
function staysLost(error: unknown): boolean {
  if (error instanceof AppError) return error.code === "phone_number_limit_reached";
  return isUniqueViolation(error);
}
