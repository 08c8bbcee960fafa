import { randomUUID } from "node:crypto";
import type { Fault, FaultRequest } from "./control-contract";
import { createDice } from "./dice";
import type { Operation } from "./twilio-request";

export type Strike = {
  /** Milliseconds to wait first. */
  delay: number;
  /** The oldest other fault; never a `latency`. */
  fault: Fault | undefined;
};

export type Faults = ReturnType<typeof createFaults>;

const DEFAULT_LATENCY_MS = 100;

/** Milliseconds by which a `latency` delays and a `late_effect` lags. */
export const latencyOf = (fault: Fault) => fault.latency_ms ?? DEFAULT_LATENCY_MS;

/** Armed faults are not part of the account: a restart clears them. */
export function createFaults() {
  let armed: Fault[] = [];
  const dice = createDice();
  /** How often each number was requested, by operation. */
  let asked = new Map<string, number>();

  return {
    /** With a seed, the same requests meet the same faults, whatever the order of the numbers. */
    seed(seed: number | undefined): void {
      dice.seed(seed);
      asked = new Map();
    },
    add(request: FaultRequest): Fault {
      const fault = { ...request, id: randomUUID(), remaining: request.times === undefined ? 1 : request.times };
      armed.push(fault);
      return fault;
    },
    list: (): Fault[] => armed.filter(({ remaining }) => remaining !== 0),
    clear(id?: string): void {
      armed = id === undefined ? [] : armed.filter((fault) => fault.id !== id);
    },
    /** Returns all latencies that match this request, and the oldest other fault. */
    strike(operation: Operation, phoneNumber: string | undefined): Strike {
      const strike: Strike = { delay: 0, fault: undefined };
      const request = [operation, phoneNumber ?? ""];
      const key = request.join(" ");
      const count = asked.get(key) ?? 0;
      asked.set(key, count + 1);
      for (const [place, fault] of armed.entries()) {
        if (fault.operation !== "any" && fault.operation !== operation) continue;
        if (fault.phone_number !== undefined && fault.phone_number !== phoneNumber) continue;
        if (!isLatency(fault) && strike.fault) continue;
        if (dice.throw([...request, count, place]) >= (fault.probability ?? 1)) continue;
        if (isLatency(fault)) strike.delay += latencyOf(fault);
        else strike.fault = fault;
        if (fault.remaining !== null) fault.remaining -= 1;
      }
      armed = armed.filter(({ remaining }) => remaining !== 0);
      return strike;
    },
  };
}

const isLatency = ({ kind }: Fault) => kind === "latency";
