import { type Carrier, CarrierError, type OwnedNumber } from "@/lib/carriers/carrier";
import { ensureTrunk, type ManagedTrunk, makeTrunk } from "@/lib/numbers/purchase/steps/ensure-trunk";

type Owner = { organizationId: string; managedAccountId: string };

/** Recreates a trunk that is gone at the carrier. Throws CarrierError. */
export async function putOnTrunk(carrier: Carrier, owned: OwnedNumber, owner: Owner): Promise<ManagedTrunk> {
  const trunk = await ensureTrunk(carrier, owner);
  if (owned.trunkId === trunk.carrierTrunkId) return trunk;
  try {
    await carrier.bind(owned.carrierId, trunk.carrierTrunkId);
    return trunk;
  } catch (error) {
    if (!mayMeanTrunkIsGone(error)) throw error;
    const found = await makeTrunk(carrier, owner);
    await carrier.bind(owned.carrierId, found.carrierTrunkId);
    return found;
  }
}

function mayMeanTrunkIsGone(error: unknown): boolean {
  return (
    error instanceof CarrierError && error.kind === "refused" && ["bad_request", "not_found"].includes(error.reason)
  );
}
