import { log } from "@/lib/log";
import { abandonedPurchases } from "./purchase-store";
import { runPurchase } from "./purchase-workflow";

const EVERY_MS = 10_000;

/** Takes up purchases whose process died. The lease lets only one of several servers have each. */
export async function resumePurchases(): Promise<void> {
  await Promise.all((await abandonedPurchases()).map((id) => runPurchase(id)));
}

/** Sweeps for as long as the process lives. */
export function keepResumingPurchases(): void {
  const sweep = () =>
    resumePurchases()
      .catch((error) => log().error({ error }, "resuming purchases failed"))
      .finally(() => setTimeout(sweep, EVERY_MS).unref());
  void sweep();
}
