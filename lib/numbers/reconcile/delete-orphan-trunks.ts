import type { ListedTrunk } from "@/lib/carriers/carrier";
import { parseReference } from "@/lib/numbers/purchase/carrier-reference";
import { system } from "@/lib/platform/db/system";
import { exceptRefusal, type Sweep } from "./sweep";

/** A lost answer can create a trunk twice. The carrier adapter checks for numbers again before deleting one. */
export async function deleteOrphanTrunks(sweep: Sweep): Promise<void> {
  const trunks = await sweep.carrier.listTrunks();
  const known = new Set(trunks.map(({ carrierId }) => carrierId));
  const inUse = new Set([...sweep.listing.numbers.values()].map(({ trunkId }) => trunkId));
  for (const trunk of trunks) {
    const isOld = trunk.madeAt.getTime() <= sweep.startedAt.getTime() - sweep.graceMs;
    if (!isOld || inUse.has(trunk.carrierId) || !(await isOrphan(sweep, trunk, known))) continue;
    await exceptRefusal(sweep, trunk.carrierId, async () => {
      await sweep.carrier.deleteTrunk(trunk.carrierId);
      sweep.report("orphan_trunk_deleted", trunk.carrierId);
    });
  }
}

async function isOrphan(
  { account, listing }: Sweep,
  { carrierId, reference }: ListedTrunk,
  known: Set<string>,
): Promise<boolean> {
  // A trunk whose tag names no installation may belong to the installation that this database was copied from.
  const tag = parseReference(reference);
  if (!tag || tag.installationId === null || tag.installationId !== listing.installationId) return false;
  const organizationId = tag.id;
  const where = { organizationId, managedAccountId: account.id };
  const { recorded, pending } = await system().transaction(async (tx) => ({
    recorded: await tx.trunk.findFirst({ where, select: { carrierTrunkId: true } }),
    pending: await tx.purchase.count({ where: { ...where, status: "pending" } }),
  }));
  const used = recorded?.carrierTrunkId;
  // A pending purchase may just have found this trunk by its tag.
  return pending === 0 && used !== undefined && used !== null && used !== carrierId && known.has(used);
}
