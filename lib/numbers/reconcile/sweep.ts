import { type Carrier, CarrierError, closesAccount } from "@/lib/carriers/carrier";
import type { ManagedAccount } from "@/lib/generated/prisma/client";
import { logCarrierError } from "@/lib/numbers/purchase/carrier-problem";
import { isDatabaseOutage } from "@/lib/platform/db/database-errors";
import { log } from "@/lib/platform/log";
import { LeadershipLost, type RequireLead } from "./leader";
import type { Listing } from "./listing";

export type SweepTimes = {
  /** Skips rows and purchases changed within this time before the sweep, which may still be in progress. */
  graceMs: number;
  /** How long a number must be absent before it counts as absent. */
  absentForMs: number;
};

export const sweepTimes: SweepTimes = { graceMs: 60_000, absentForMs: 60_000 };

export type Act = {
  act:
    | "rebound"
    | "orphan_trunk_deleted"
    | "adopted"
    | "quarantined"
    | "lost"
    | "loss_held"
    | "returned"
    | "purchase_failed"
    | "counter_repaired"
    | "release_stopped"
    | "carrier_refused"
    | "failed";
  subject: string;
};

export type Sweep = SweepTimes & {
  account: ManagedAccount;
  carrier: Carrier;
  listing: Listing;
  /** Database clock. */
  startedAt: Date;
  requireLead: RequireLead;
  report: (act: Act["act"], subject: string) => void;
};

/** Whether the last change is older than the grace period before the listing, which may miss newer changes. */
export function isSettled({ startedAt, graceMs }: Sweep, changedAt: Date): boolean {
  return changedAt.getTime() <= startedAt.getTime() - graceMs;
}

/** A carrier refusal or an internal error affects only its own action; any other problem ends the sweep. */
export async function exceptRefusal(sweep: Sweep, subject: string, work: () => Promise<void>): Promise<void> {
  sweep.requireLead();
  try {
    await work();
  } catch (error) {
    if (error instanceof LeadershipLost || isDatabaseOutage(error)) throw error;
    if (error instanceof CarrierError) {
      if (error.kind !== "refused" || closesAccount(error)) throw error;
      logCarrierError(error);
      return sweep.report("carrier_refused", subject);
    }
    log().error({ error, subject }, "a comparison could not settle one difference");
    sweep.report("failed", subject);
  }
}
