import type { Purchase } from "@/lib/generated/prisma/client";
import { findPurchase } from "./purchase-store";
import { runPurchase } from "./purchase-workflow";

const POLL_MS = 150;

/**
 * Works on the purchase, or waits for the process that does, until it has ended or `budgetMs` are over; then it goes on
 * in the background. The purchase as it stands.
 */
export async function awaitPurchase(purchaseId: string, budgetMs: number): Promise<Purchase> {
  const deadline = Date.now() + budgetMs;
  for (;;) {
    const run = runPurchase(purchaseId);
    // Past the budget nobody waits for it any more; the sweep takes up what fails then.
    run.catch(() => {});
    await Promise.race([run, sleep(deadline - Date.now())]);
    const purchase = await findPurchase(purchaseId);
    if (purchase.status !== "pending" || Date.now() >= deadline) return purchase;
    await sleep(Math.min(POLL_MS, deadline - Date.now()));
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)).unref());
}
