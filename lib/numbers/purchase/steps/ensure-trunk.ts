import type { Carrier } from "@/lib/carriers/carrier";
import type { Purchase } from "@/lib/generated/prisma/client";
import { readInstallationId } from "@/lib/numbers/managed-accounts/installation";
import { trunkReference } from "@/lib/numbers/purchase/carrier-reference";
import { system } from "@/lib/platform/db/system";
import { env } from "@/lib/platform/env";

/** Our id and the carrier's id of the same trunk. */
export type ManagedTrunk = { id: string; carrierTrunkId: string };

type Owner = Pick<Purchase, "organizationId" | "managedAccountId">;

/** Returns the organization's single trunk at this account, creating it at the first purchase. Throws CarrierError. */
export async function ensureTrunk(carrier: Carrier, owner: Owner): Promise<ManagedTrunk> {
  return (await findTrunk(owner)) ?? makeTrunk(carrier, owner);
}

/** Reads the stored trunk, which may have been deleted at the carrier. */
export async function findTrunk(owner: Owner): Promise<ManagedTrunk | undefined> {
  const known = await system().read((tx) => tx.trunk.findUnique({ where: ofOwner(owner) }));
  return known?.carrierTrunkId ? { id: known.id, carrierTrunkId: known.carrierTrunkId } : undefined;
}

/** Finds the trunk at the carrier by our tag or creates it, and stores it. Throws CarrierError. */
export async function makeTrunk(carrier: Carrier, owner: Owner): Promise<ManagedTrunk> {
  const { organizationId, managedAccountId } = owner;
  const { carrierId } = await carrier.findOrCreateTrunk({
    reference: trunkReference(await readInstallationId(), organizationId),
    originationUrl: env().SIP_ORIGINATION_URL,
  });
  const create = { organizationId, managedAccountId, name: "Managed trunk", carrierTrunkId: carrierId };
  const update = { carrierTrunkId: carrierId, updatedAt: new Date() };
  const { id } = await system().transaction((tx) => tx.trunk.upsert({ where: ofOwner(owner), create, update }), {
    name: "trunk",
  });
  return { id, carrierTrunkId: carrierId };
}

const ofOwner = ({ organizationId, managedAccountId }: Owner) => ({
  organizationId_managedAccountId: { organizationId, managedAccountId },
});
