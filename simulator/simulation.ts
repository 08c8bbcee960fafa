import type { AccountStatus } from "./control-contract";
import type { Faults } from "./faults";
import type { Store } from "./store";
import type { Operation } from "./twilio-request";

export type Credential = { secret: string; accountSid: string };

export type Account = {
  /** The parent account, whose credentials also work here; null for a standalone account. */
  owner: string | null;
  /** The journal stores the status of the account that the simulator was started with. */
  status: AccountStatus;
};

export type Traffic = {
  /** Milliseconds per answer, plus or minus the spread. */
  latencyMs: number;
  latencySpreadMs: number;
  /** Per account: Twilio limits concurrency, not rate (https://www.twilio.com/docs/api/errors/20429). */
  concurrency: number;
};

export const defaultTraffic: Readonly<Traffic> = { latencyMs: 0, latencySpreadMs: 0, concurrency: 100 };

/** Field reports on the 2010-04-01 API: about 1.2 seconds per call. */
export const realLatency = { latencyMs: 1_200, latencySpreadMs: 500 };

export type Simulation = {
  accountSid: string;
  accounts: Map<string, Account>;
  /** By the user name of Basic authentication: an account or one of its API keys. */
  credentials: Map<string, Credential>;
  store: Store;
  faults: Faults;
  requests: Map<Operation, number>;
  inFlight: Map<string, number>;
  traffic: Traffic;
  /** The values that a reset restores. */
  ownTraffic: Readonly<Traffic>;
  /** Scheduled work, with the cleanup to run if it is canceled. */
  pending: Map<NodeJS.Timeout, () => void>;
};

/** Runs something later, unless the simulator is reset or closed first. */
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

/** Keeps scheduled work of the old state out of the new one. */
export function cancelPending({ pending }: Simulation): void {
  const cancellations = [...pending];
  pending.clear();
  for (const [timer, cancelled] of cancellations) {
    clearTimeout(timer);
    cancelled();
  }
}
