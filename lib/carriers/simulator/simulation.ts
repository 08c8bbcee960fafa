import type { Faults } from "@/lib/carriers/simulator/faults";
import type { Store } from "@/lib/carriers/simulator/store";
import type { Operation } from "@/lib/carriers/simulator/twilio-request";

export type Credential = { secret: string; accountSid: string };

/** The simulated accounts, as the two halves of the server share them. */
export type Simulation = {
  /** The account that the simulator was started with. */
  accountSid: string;
  /** Account to the one above it, whose credentials reach it too; null for an account of its own. */
  accounts: Map<string, string | null>;
  /** User name of Basic authentication: an account or one of its API keys. */
  credentials: Map<string, Credential>;
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
