import { env } from "@/lib/platform/env";
import { keepDoing } from "@/lib/platform/jobs/keep-doing";
import { reconcile } from "./reconcile";

/** Compares every account with the directory each RECONCILE_EVERY_MS (0: never). Of several servers the first to come does it. */
export function keepReconciling(): void {
  const everyMs = env().RECONCILE_EVERY_MS;
  if (everyMs === 0) return;
  keepDoing("reconciling", everyMs, () => reconcile({ sparedForMs: everyMs * 0.9 }), everyMs);
}
