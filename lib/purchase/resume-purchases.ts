import { keepDoing } from "@/lib/durable/keep-doing";
import { requireIdentity } from "@/lib/managed-accounts/identity-store";
import { unstartedPurchases } from "./purchase-store";
import { purchaseWorkflow, purchaseWorkflowId } from "./purchase-workflow";

const EVERY_MS = 10_000;

/**
 * Starts purchases that were written down by a server that died before it could. One that has started is joined. Throws
 * `IdentityUnclear`.
 */
export async function resumePurchases(): Promise<void> {
  await requireIdentity();
  for (const purchase of await unstartedPurchases()) {
    await purchaseWorkflow.start(purchaseWorkflowId(purchase), { purchaseId: purchase.id });
  }
}

/** Sweeps for as long as the process lives. */
export function keepResumingPurchases(): void {
  keepDoing("resuming purchases", EVERY_MS, resumePurchases);
}
