import type { Carrier } from "@/lib/carriers/carrier";
import { asSystem } from "@/lib/db";
import { crashPoint } from "@/lib/durable/crash-point";
import { env } from "@/lib/env";
import type { Purchase } from "@/lib/generated/prisma/client";

/** Ours, and the carrier's name of the same trunk. */
export type ManagedTrunk = { id: string; carrierTrunkId: string };

/**
 * The organization's one trunk at this account: known from its first purchase, else found at the carrier by our tag or
 * made there with its origination URL. Throws CarrierError.
 * @param again asks the carrier also when the trunk is known: it may have been deleted there
 */
export async function ensureTrunk(
  carrier: Carrier,
  purchase: Pick<Purchase, "organizationId" | "managedAccountId">,
  again = false,
): Promise<ManagedTrunk> {
  const { organizationId, managedAccountId } = purchase;
  const where = { organizationId_managedAccountId: { organizationId, managedAccountId } };
  const known = await asSystem((tx) => tx.trunk.findUnique({ where }));
  if (known?.carrierTrunkId && !again) return { id: known.id, carrierTrunkId: known.carrierTrunkId };
  const { carrierId } = await carrier.findOrCreateTrunk({
    reference: `trunkline:${organizationId}`,
    originationUrl: env().SIP_ORIGINATION_URL,
  });
  const create = { organizationId, managedAccountId, name: "Managed trunk", carrierTrunkId: carrierId };
  const update = { carrierTrunkId: carrierId, updatedAt: new Date() };
  crashPoint("trunk.commit.before");
  const { id } = await asSystem((tx) => tx.trunk.upsert({ where, create, update }));
  crashPoint("trunk.commit.after");
  return { id, carrierTrunkId: carrierId };
}
