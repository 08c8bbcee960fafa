import type { Carrier } from "@/lib/carriers/carrier";
import { guardCarrier } from "@/lib/carriers/guarded-carrier";
import { testCarrier } from "@/test/support/carriers/carrier-contract";
import type { CarrierVariant } from "@/test/support/carriers/carrier-world";
import { createSimulatedWorld } from "@/test/support/carriers/simulated-world";

const contract = createSimulatedWorld();
const guards = new Map<string, Carrier>();

/** One guard for all tests of a variant, as in a server. The suite asks what one failure becomes: no repeats, no results of before. */
function guarded(variant: CarrierVariant = {}): Carrier {
  const key = JSON.stringify(variant);
  const options = { concurrency: 8, waitMs: 10_000, coolDownMs: 0, cacheMs: 0, readTries: 1 };
  const guard = guards.get(key) ?? guardCarrier(contract.makeCarrier(variant), options);
  guards.set(key, guard);
  return guard;
}

testCarrier("Twilio, simulated and guarded", guarded, contract.world);
