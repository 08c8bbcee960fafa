import type { Purchase } from "@/lib/generated/prisma/client";
import { writeToOutbox } from "@/lib/identity/audit/outbox";
import { releaseQuota } from "@/lib/identity/organizations/quota";
import { closeFinding, openFinding } from "@/lib/numbers/findings/findings-store";
import { purchaseFailed } from "@/lib/numbers/purchase/purchase-failed";
import { findingOf } from "@/lib/numbers/purchase/stopped-purchases";
import { system } from "@/lib/platform/db/system";
import { adoptNeedingAttention } from "./adopt-number";
import { isTaggedFor } from "./listing";
import { exceptRefusal, isSettled, type Sweep } from "./sweep";

/** Only the sweep works on purchases marked needs_attention. */
export function listNeedingAttention(managedAccountId: string): Promise<Purchase[]> {
  const where = { managedAccountId, status: "needs_attention" } as const;
  return system().transaction((tx) => tx.purchase.findMany({ where, orderBy: { startedAt: "asc" } }));
}

/** Each purchase stays a finding until the carrier has its number or it was certainly not bought. */
export async function settlePurchases(sweep: Sweep, needingAttention: Purchase[], absent: Set<string>): Promise<void> {
  for (const purchase of needingAttention) {
    const { id, phoneNumber } = purchase;
    await openFinding(findingOf(purchase));
    if (!isSettled(sweep, purchase.updatedAt)) continue;
    await exceptRefusal(sweep, phoneNumber, async () => {
      const owned = await sweep.carrier.findOwned(phoneNumber);
      if (owned && isTaggedFor(owned, purchase, sweep.listing)) {
        const { account, carrier } = sweep;
        if (await adoptNeedingAttention({ account, carrier, purchase, owned })) sweep.report("adopted", phoneNumber);
      } else if (absent.has(id) && (await failNeedingAttention(purchase))) {
        sweep.report("purchase_failed", phoneNumber);
      }
    });
  }
}

/** Stores the reason that nothing was bought and releases the quota in one transaction, once. */
async function failNeedingAttention(purchase: Purchase): Promise<boolean> {
  const { id, organizationId, managedAccountId, phoneNumber } = purchase;
  const code = "carrier_unavailable";
  const detail = `The purchase of ${phoneNumber} didn't go through. You have not been charged. Try again.`;
  return system().transaction(
    async (tx) => {
      const { count } = await tx.purchase.updateMany({
        where: { id, status: "needs_attention" },
        data: {
          status: "failed",
          outcomeUnknown: false,
          errorCode: code,
          errorDetail: detail,
          worker: null,
          retryAt: null,
          updatedAt: new Date(),
        },
      });
      if (count === 0) return false;
      await releaseQuota(tx, organizationId);
      await writeToOutbox(tx, [purchaseFailed(purchase, { code, detail })]);
      await closeFinding(tx, { kind: "stuck_purchase", managedAccountId, phoneNumber }, "failed");
      return true;
    },
    { name: "purchase-failed" },
  );
}
