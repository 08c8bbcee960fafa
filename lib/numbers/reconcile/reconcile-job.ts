import { env } from "@/lib/platform/env";
import { runPeriodically } from "@/lib/platform/jobs/run-periodically";
import { reconcile } from "./reconcile";

/** RECONCILE_EVERY_MS of 0 disables it. Among several servers, the first one runs it. */
export function startReconcileJob(): void {
  const everyMs = env().RECONCILE_EVERY_MS;
  if (everyMs === 0) return;
  runPeriodically("reconciling", everyMs, () => reconcile({ sparedForMs: everyMs * 0.9 }), everyMs);
}
