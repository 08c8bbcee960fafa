import type { Purchase } from "@/lib/generated/prisma/client";
import { findPurchase } from "./purchase-store";
import { purchaseWorkflow, purchaseWorkflowId } from "./purchase-workflow";

/**
 * Sets the purchase going, or joins it wherever it runs, and waits until it has ended or `budgetMs` are over; then it
 * goes on without the caller. The purchase as it stands.
 */
export async function awaitPurchase(purchase: Purchase, budgetMs: number): Promise<Purchase> {
  if (purchase.status !== "pending") return purchase;
  const running = await purchaseWorkflow.start(purchaseWorkflowId(purchase), { purchaseId: purchase.id });
  await running.ended(budgetMs);
  return findPurchase(purchase.id);
}
