import type { Purchase } from "@/lib/generated/prisma/client";
import type { Context } from "@/lib/identity/actor";
import { withinBudget } from "@/lib/platform/db/database-budget";
import { isDatabaseOutage } from "@/lib/platform/db/database-errors";
import { tenant } from "@/lib/platform/db/tenant";
import type { EndedPurchase } from "./purchase-store";
import { purchaseWorkflow, purchaseWorkflowId } from "./purchase-workflow";
import { withNumber } from "./serialize-purchase";

/** A caller that waited for the carrier must not wait as long again for the database. */
const LAST_LOOK_MS = 2_000;

/** Waits until the purchase ends or `budgetMs` milliseconds elapse; it continues without the caller. */
export async function awaitPurchase(ctx: Context, purchase: Purchase, budgetMs: number): Promise<EndedPurchase> {
  const { id, organizationId } = purchase;
  if (purchase.status === "pending") {
    const running = await purchaseWorkflow.start(purchaseWorkflowId(purchase), { purchaseId: id });
    await running.ended(budgetMs);
    const ended = running.conclusion();
    if (ended) return ended;
  }
  const where = { id, organizationId };
  const standing = () =>
    tenant(ctx).read((tx) =>
      tx.purchase.findUniqueOrThrow({ where, include: withNumber, relationLoadStrategy: "join" }),
    );
  if (purchase.status !== "pending") return standing();
  return withinBudget(LAST_LOOK_MS, standing).catch((error) => {
    if (!isDatabaseOutage(error)) throw error;
    // The purchase is stored and continues, so the caller can follow it even while the database is unavailable.
    return { ...purchase, number: null };
  });
}
