import type { Faults } from "@/lib/carriers/simulator/faults";
import type { Store } from "@/lib/carriers/simulator/store";
import type { Operation } from "@/lib/carriers/simulator/twilio-request";

/** One simulated account, as the two halves of the server share it. */
export type Simulation = {
  accountSid: string;
  /** User name of Basic authentication to its secret: the account itself and its API keys. */
  secrets: ReadonlyMap<string, string>;
  store: Store;
  faults: Faults;
  requests: Map<Operation, number>;
  /** Requests not yet answered. */
  inFlight: number;
  /** What was put off, with what to do when it must never happen. */
  pending: Map<NodeJS.Timeout, () => void>;
};

/** Does something later, unless a reset or the end comes first. */
export function actLater(
  { pending }: Simulation,
  milliseconds: number,
  act: () => void,
  cancelled: () => void = () => undefined,
): void {
  const timer = setTimeout(() => {
    pending.delete(timer);
    act();
  }, milliseconds);
  pending.set(timer, cancelled);
}

/** So that nothing of the old account reaches into the new one. */
export function cancelPending({ pending }: Simulation): void {
  const cancellations = [...pending];
  pending.clear();
  for (const [timer, cancelled] of cancellations) {
    clearTimeout(timer);
    cancelled();
  }
}
