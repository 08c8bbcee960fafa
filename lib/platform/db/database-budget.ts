import { AsyncLocalStorage } from "node:async_hooks";
import { processSingleton } from "@/lib/platform/process-singleton";

/** Milliseconds; concurrent waits count once. */
type Budget = { limitMs: number; spentMs: number; waits: number; waitingSince: number; organizationId?: string };

const budgets = processSingleton("database-budgets", () => new AsyncLocalStorage<Budget>());

/** The database did not respond in time. The connection is closed, but the statement may still have taken effect. */
export class DatabaseDeadline extends Error {
  override readonly name = "DatabaseDeadline";

  constructor() {
    super("The database did not answer in time.");
  }
}

/** Limits how long `work` waits for the database in total. Other waits, such as for a carrier, do not count. */
export function withinBudget<T>(limitMs: number, work: () => T): T {
  return budgets.run({ limitMs, spentMs: 0, waits: 0, waitingSince: 0 }, work);
}

export function chargeOrganization(organizationId: string): void {
  const budget = budgets.getStore();
  if (budget) budget.organizationId = organizationId;
}

/**
 * The connection share that system work uses: an organization's, the one shared by all callers, or the one for jobs.
 */
export function shareOfSystem(): string {
  const budget = budgets.getStore();
  if (!budget) return "jobs";
  return budget.organizationId ? `for ${budget.organizationId}` : "callers";
}

/** For work that a request does not await, such as a workflow, which must outlive the request's budget. */
export function outsideBudget<T>(work: () => T): T {
  return budgets.exit(work);
}

/**
 * Charges a wait for the database to the current budget. Throws `DatabaseDeadline` when it is spent.
 * @param maxMs the limit of this wait, in addition to the budget
 * @param wait receives the milliseconds it may take
 */
export async function waitForDatabase<T>(maxMs: number, wait: (ms: number) => Promise<T>): Promise<T> {
  const budget = budgets.getStore();
  if (!budget) return wait(maxMs);
  const ms = Math.floor(Math.min(maxMs, leftOf(budget)));
  if (ms < 1) throw new DatabaseDeadline();
  if (budget.waits++ === 0) budget.waitingSince = performance.now();
  try {
    return await wait(ms);
  } finally {
    if (--budget.waits === 0) budget.spentMs += performance.now() - budget.waitingSince;
  }
}

/** Limits a library's database call that has no deadline of its own. Throws `DatabaseDeadline`. */
export function answeredWithin<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseDeadline()), ms);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function leftOf({ limitMs, spentMs, waits, waitingSince }: Budget): number {
  return limitMs - spentMs - (waits === 0 ? 0 : performance.now() - waitingSince);
}
