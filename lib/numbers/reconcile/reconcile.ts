import { CarrierError } from "@/lib/carriers/carrier";
import type { ManagedAccount } from "@/lib/generated/prisma/client";
import { listUnownedFindings } from "@/lib/numbers/findings/list-findings";
import { requireIdentity } from "@/lib/numbers/managed-accounts/identity-store";
import { logCarrierError } from "@/lib/numbers/purchase/carrier-problem";
import { system } from "@/lib/platform/db/system";
import { log } from "@/lib/platform/log";
import { asLeader, LeadershipLost, type RequireLead } from "./leader";
import { repairCounters } from "./repair-counters";
import { type Act, type SweepTimes, sweepTimes } from "./sweep";
import { type Counted, sweepAccount } from "./sweep-account";

export type AccountReport = {
  managedAccountId: string;
  name: string;
  acts: Act[];
  /** Undefined when the sweep did not complete. */
  counted?: Counted;
  /** Why the sweep did not complete or could not resolve everything: one sentence without credentials. */
  problem?: string;
};

const notSettled = "Not all differences could be settled because of an error here: the log says which.";

export type Reconciliation = { accounts: AccountReport[]; acts: Act[]; complete: boolean };

export type ReconcileOptions = Partial<SweepTimes> & {
  /** Wait for another process that is reconciling instead of skipping. */
  wait?: boolean;
  sparedForMs?: number;
};

/**
 * One account at a time. Returns undefined when another process is reconciling; reports incomplete sweeps instead of
 * throwing.
 */
export function reconcile(options: ReconcileOptions = {}): Promise<Reconciliation | undefined> {
  const { wait = false, sparedForMs = 0, ...times } = options;
  return asLeader(wait, async (requireLead) => {
    const accounts: AccountReport[] = [];
    for (const account of await dueAccounts(sparedForMs)) {
      accounts.push(await report(account, { ...sweepTimes, ...times }, requireLead));
    }
    requireLead();
    const counters = await repairCounters();
    const acts: Act[] = counters.map((subject) => ({ act: "counter_repaired", subject }));
    await warnOfUnowned();
    return { accounts, acts, complete: accounts.every(({ problem }) => problem === undefined) };
  });
}

/** Findings without an organization appear on no page, so the operator reads them here on every run. */
async function warnOfUnowned(): Promise<void> {
  const findings = await listUnownedFindings();
  for (const { kind, detail, managed_account_id: managedAccountId } of findings) {
    if (kind === "account_refusal") log().warn({ managedAccountId, detail }, "the carrier refuses the account");
  }
  const numbers = findings.flatMap(({ phone_number }) => phone_number ?? []);
  if (numbers.length > 0) log().warn({ numbers }, "numbers at the carrier that no purchase here explains");
}

async function report(account: ManagedAccount, times: SweepTimes, requireLead: RequireLead): Promise<AccountReport> {
  const { id: managedAccountId, name } = account;
  const acts: Act[] = [];
  try {
    await requireIdentity();
    const counted = await sweepAccount(account, times, requireLead, acts);
    log().info({ managedAccountId, ...counted, acts }, "compared the directory with the carrier");
    const failed = acts.some(({ act }) => act === "failed");
    return { managedAccountId, name, acts, counted, ...(failed && { problem: notSettled }) };
  } catch (error) {
    if (error instanceof LeadershipLost) throw error;
    if (error instanceof CarrierError) logCarrierError(error);
    log().error({ managedAccountId, acts, error }, "comparing the directory with the carrier did not complete");
    return { managedAccountId, name, acts, problem: error instanceof Error ? error.message : String(error) };
  }
}

function dueAccounts(sparedForMs: number): Promise<ManagedAccount[]> {
  const recent = { sweep: { completedAt: { gte: new Date(Date.now() - sparedForMs) } } };
  const where = sparedForMs > 0 ? { NOT: recent } : {};
  return system().transaction((tx) => tx.managedAccount.findMany({ where, orderBy: { createdAt: "asc" } }));
}
