import { requireIdentity } from "@/lib/numbers/managed-accounts/identity-store";
import { runPeriodically } from "@/lib/platform/jobs/run-periodically";
import { log } from "@/lib/platform/log";
import { purchaseWorkflow, purchaseWorkflowId } from "./purchase-workflow";
import { lostPurchases, reopenDuePurchases, stopPurchase, unstartedPurchases } from "./stopped-purchases";

const EVERY_MS = 10_000;

/**
 * Also retries purchases that stopped an hour ago; marks those without a workflow needs_attention. Throws
 * `IdentityUnclear`.
 */
export async function resumePurchases(): Promise<void> {
  for (const id of await lostPurchases()) await stopLost(id);
  await requireIdentity();
  const reopened = await reopenDuePurchases();
  for (const purchase of [...reopened, ...(await unstartedPurchases())]) {
    await purchaseWorkflow.start(purchaseWorkflowId(purchase), { purchaseId: purchase.id });
  }
}

/** A failed write does not hold up the others. */
async function stopLost(id: string): Promise<void> {
  const error = new Error("The purchase has no workflow any more.");
  await stopPurchase(id, { error, workflowId: "" }).catch((cause) =>
    log().error({ error: cause, purchase_id: id }, "a lost purchase cannot be stopped"),
  );
}

export function startPurchaseRecoveryJob(): void {
  runPeriodically("resuming purchases", EVERY_MS, resumePurchases);
}
