import { startPurgeOfIdempotencyKeys } from "@/lib/http/purge-idempotency-keys";
import { startPurgeOfSessions } from "@/lib/identity/sessions/session-store";
import { startPurgeOfImports } from "@/lib/numbers/import/purge-imports";
import { startImportJob } from "@/lib/numbers/import/start-due-imports";
import { warnOfCarrierProblems } from "@/lib/numbers/managed-accounts/check-carrier";
import { ensureDefaultAccount } from "@/lib/numbers/managed-accounts/ensure-default-account";
import { isIdentityUnclear } from "@/lib/numbers/managed-accounts/identity-store";
import { startPurgeOfOfferedPlaces } from "@/lib/numbers/purchase/offered-places";
import { startPurchaseRecoveryJob } from "@/lib/numbers/purchase/resume-purchases";
import { startReconcileJob } from "@/lib/numbers/reconcile/reconcile-job";
import { startReleaseJob } from "@/lib/numbers/release/release-job";
import { isRowLevelSecurityError } from "@/lib/platform/db/assert-row-level-security";
import { requireRowLevelSecurity } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env";
import { registerWorkflowsOf, startEngine } from "@/lib/platform/jobs/engine";
import { shutDownGracefully } from "@/lib/platform/jobs/graceful-shutdown";
import { log } from "@/lib/platform/log";
import { exposePeerAddress, proxyProblem } from "@/lib/platform/network/client-address";
import { normalizeRequests } from "@/lib/platform/network/normalize-requests";
import { watchOwnServer } from "@/lib/platform/network/own-server";
import { startDeliveryJob } from "@/lib/webhooks/delivery-job";
import { startPurgeOfWebhookEvents } from "@/lib/webhooks/purge-webhook-events";

const RETRY_MS = 2_000;

/** Not awaited by Next: a server whose database is unavailable answers 503 until it is back, not 500 forever. */
export function boot(): void {
  exposePeerAddress((problem) => log().warn(problem));
  const problem = proxyProblem(env());
  if (problem) log().warn(problem);
  registerWorkflowsOf(() => import("@/lib/workflows"));
  normalizeRequests();
  watchOwnServer();
  if (env().NODE_ENV === "production") shutDownGracefully();
  void prepare();
}

async function prepare(): Promise<void> {
  try {
    await requireRowLevelSecurity();
    // Must come before any work that calls the carrier is resumed.
    await ensureDefaultAccount();
    const { executorId } = await startEngine();
    log().info({ executor: executorId }, "the durable engine runs");
    void warnOfCarrierProblems();
    startPurchaseRecoveryJob();
    startReconcileJob();
    startReleaseJob();
    startDeliveryJob();
    startImportJob();
    startPurgeOfImports();
    startPurgeOfWebhookEvents();
    startPurgeOfIdempotencyKeys();
    startPurgeOfSessions();
    startPurgeOfOfferedPlaces();
  } catch (error) {
    if (isRowLevelSecurityError(error) || isIdentityUnclear(error)) {
      log().fatal({ error }, "refuses to serve");
      process.stderr.write(`Trunkline refuses to serve. ${error instanceof Error ? error.message : ""}\n`);
      process.exit(1);
    }
    log().error({ error }, "waiting for the database");
    setTimeout(() => void prepare(), RETRY_MS).unref();
  }
}
