import { openFinding } from "@/lib/numbers/findings/findings-store";
import { system } from "@/lib/platform/db/system";
import type { BoughtNumber } from "./directory";
import type { TaggedNumber } from "./listing";
import { isSettled, type Sweep } from "./sweep";

/**
 * Never releases or adopts these numbers. Skips purchases that are pending or marked needs_attention, which handle
 * their own.
 */
export async function quarantineNumbers(sweep: Sweep, rows: BoughtNumber[]): Promise<void> {
  const listed = new Set(rows.map(({ purchaseId }) => purchaseId));
  for (const tagged of sweep.listing.tagged) {
    if (listed.has(tagged.tag.id)) continue;
    const reason = await reasonToQuarantine(sweep, tagged);
    if (!reason) continue;
    sweep.requireLead();
    const { phoneNumber } = tagged.owned;
    const owned = await sweep.carrier.findOwned(phoneNumber);
    // It may have been released, or its purchase may have continued, since the listing.
    if (owned?.reference !== tagged.owned.reference || !(await reasonToQuarantine(sweep, tagged))) continue;
    const isNew = await openFinding({
      kind: "unlisted_number",
      organizationId: reason.organizationId,
      managedAccountId: sweep.account.id,
      phoneNumber,
      details: { purchase_id: tagged.tag.id },
    });
    if (isNew) sweep.report("quarantined", phoneNumber);
  }
}

async function reasonToQuarantine(
  sweep: Sweep,
  { owned: { phoneNumber }, tag }: TaggedNumber,
): Promise<{ organizationId: string | null } | undefined> {
  const { purchase, isListed } = await system().transaction(async (tx) => ({
    purchase: await tx.purchase.findUnique({
      where: { id: tag.id },
      include: { number: { select: { id: true } } },
    }),
    isListed: (await tx.phoneNumber.count({ where: { phoneNumber, status: { not: "lost_at_carrier" } } })) > 0,
  }));
  if (isListed) return undefined;
  // A tag without an installation is ours only if its purchase has none either.
  if (tag.installationId === null && (!purchase || purchase.installationId !== null)) return undefined;
  // No purchase here wrote this tag, or it was copied to another number.
  if (purchase?.phoneNumber !== phoneNumber) return { organizationId: null };
  const isOurs = purchase.managedAccountId === sweep.account.id && isSettled(sweep, purchase.updatedAt);
  const hasEnded = purchase.status === "failed" || purchase.status === "completed";
  return isOurs && hasEnded && !purchase.number ? { organizationId: purchase.organizationId } : undefined;
}
