import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { reconcile } from "./reconcile";

const kept = globalThis as typeof globalThis & { trunklineReconciling?: boolean };

/**
 * Compares every account with the directory each RECONCILE_EVERY_MS (0: never), for as long as the process lives.
 * Of several servers the first to come does it.
 */
export function keepReconciling(): void {
  const everyMs = env().RECONCILE_EVERY_MS;
  if (everyMs === 0 || kept.trunklineReconciling) return;
  kept.trunklineReconciling = true;
  const sweep = () =>
    reconcile({ sparedForMs: everyMs * 0.9 })
      .catch((error) => log().error({ error }, "reconciling failed"))
      .finally(() => setTimeout(sweep, everyMs).unref());
  setTimeout(sweep, everyMs).unref();
}
