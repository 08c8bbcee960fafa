import { AsyncLocalStorage } from "node:async_hooks";
import { processSingleton } from "@/lib/platform/process-singleton";

/** Milliseconds that all waits of a request for the database may take together, those at the same time counted once. */
type Budget = { limitMs: number; spentMs: number; waits: number; waitingSince: number; organizationId?: string };

const budgets = processSingleton("database-budgets", () => new AsyncLocalStorage<Budget>());

/** The database did not answer in time. The connection is not used again; what was sent may still have happened. */
export class DatabaseDeadline extends Error {
  override readonly name = "DatabaseDeadline";

  constructor() {
    super("The database did not answer in time.");
  }
}

/** Bounds how long `work` waits for the database in all; what it waits for otherwise, such as a carrier, does not count. */
export function withinBudget<T>(limitMs: number, work: () => T): T {
  return budgets.run({ limitMs, spentMs: 0, waits: 0, waitingSince: 0 }, work);
}

/** Counts the connections that the request holds from now on as this organization's. */
export function chargeOrganization(organizationId: string): void {
  const budget = budgets.getStore();
  if (budget) budget.organizationId = organizationId;
}

/** Whose share of the connections the system's work here is taken from: an organization's, of all callers, or of jobs. */
export function shareOfSystem(): string {
  const budget = budgets.getStore();
  if (!budget) return "jobs";
  return budget.organizationId ? `for ${budget.organizationId}` : "callers";
}

/** For what a request begins and does not wait for: a workflow must not end with the request's budget. */
export function outsideBudget<T>(work: () => T): T {
  return budgets.exit(work);
}

/**
 * One wait for the database, which counts against the budget that it runs in.
 * @param maxMs its own limit, when the budget leaves more or there is none
 * @param wait gets how many milliseconds it has
 * Throws `DatabaseDeadline` when the budget is spent.
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

/** What a library asks the database without a deadline of ours; past it, the answer is not waited for. Throws `DatabaseDeadline`. */
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
