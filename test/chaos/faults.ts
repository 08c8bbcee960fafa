import type { SimulatorControl } from "@/simulator/control-client";

export const CARRIER_TIMEOUT_MS = 800;

/** 10 to 60 ms per call, and one call in five fails in one of the possible ways, as the seed decides. */
export async function armFaults(carrier: SimulatorControl, seed: number): Promise<void> {
  await carrier.seedDice(seed);
  const always = { operation: "any", times: null } as const;
  await carrier.addFault({ ...always, kind: "latency", latency_ms: 10 });
  await carrier.addFault({ ...always, kind: "latency", latency_ms: 20, probability: 0.5 });
  await carrier.addFault({ ...always, kind: "latency", latency_ms: 30, probability: 0.5 });
  await carrier.addFault({ ...always, kind: "rate_limit", retry_after: 1, probability: 0.05 });
  await carrier.addFault({ ...always, kind: "error_before", probability: 0.03 });
  await carrier.addFault({ ...always, kind: "error_after", probability: 0.03 });
  await carrier.addFault({ ...always, kind: "drop_after", probability: 0.06 });
  await carrier.addFault({
    ...always,
    kind: "late_effect",
    latency_ms: CARRIER_TIMEOUT_MS * 2,
    probability: 0.03,
  });
}
