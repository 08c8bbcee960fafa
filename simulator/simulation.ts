import type { AccountStatus } from "./control-contract";
import type { Faults } from "./faults";
import type { Store } from "./store";
import type { Operation } from "./twilio-request";

export type Credential = { secret: string; accountSid: string };

export type Account = {
  /** The one above it, whose credentials reach it too; null for an account of its own. */
  owner: string | null;
  /** Of the account that the simulator was started with, the journal knows it. */
  status: AccountStatus;
};

export type Traffic = {
  /** Milliseconds that an answer takes, give or take the spread. */
  latencyMs: number;
  latencySpreadMs: number;
  /** Requests of an account at once: Twilio limits concurrency, not rate (https://www.twilio.com/docs/api/errors/20429). */
  concurrency: number;
};

export const defaultTraffic: Readonly<Traffic> = { latencyMs: 0, latencySpreadMs: 0, concurrency: 100 };

/** What field reports say of the 2010-04-01 API: about 1.2 seconds a call. */
export const realLatency = { latencyMs: 1_200, latencySpreadMs: 500 };

/** The simulated accounts, as the two halves of the server share them. */
export type Simulation = {
  /** The account that the simulator was started with. */
  accountSid: string;
  accounts: Map<string, Account>;
  /** User name of Basic authentication: an account or one of its API keys. */
  credentials: Map<string, Credential>;
  store: Store;
  faults: Faults;
  requests: Map<Operation, number>;
  /** Requests not yet answered, by account. */
  inFlight: Map<string, number>;
  traffic: Traffic;
  /** What a reset goes back to. */
  ownTraffic: Readonly<Traffic>;
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
