import { requireFence } from "@/lib/db";
import { startEngine } from "@/lib/durable/engine";
import { shutDownGracefully } from "@/lib/durable/graceful-shutdown";
import { env } from "@/lib/env";
import { keepPurgingIdempotencyKeys } from "@/lib/http/purge-idempotency-keys";
import { keepPurgingImports } from "@/lib/import/purge-imports";
import { keepImporting } from "@/lib/import/start-due-imports";
import { log } from "@/lib/log";
import { warnOfCarrierProblems } from "@/lib/managed-accounts/check-carrier";
import { ensureDefaultAccount } from "@/lib/managed-accounts/ensure-default-account";
import { isIdentityUnclear } from "@/lib/managed-accounts/identity-store";
import { notePeers, proxyProblem } from "@/lib/network/client-address";
import { normalizeRequests } from "@/lib/network/normalize-requests";
import { watchOwnServer } from "@/lib/network/own-server";
import { keepPurgingOfferedPlaces } from "@/lib/purchase/offered-places";
import { keepResumingPurchases } from "@/lib/purchase/resume-purchases";
import { keepReconciling } from "@/lib/reconcile/keep-reconciling";
import { keepReleasing } from "@/lib/release/keep-releasing";
import { keepPurgingSessions } from "@/lib/sessions/session-store";
import { isFenceBroken } from "@/lib/verify-fence";
import { keepDelivering } from "@/lib/webhooks/keep-delivering";
import { keepPurgingWebhookEvents } from "@/lib/webhooks/purge-webhook-events";

const RETRY_MS = 2_000;

/** Not awaited by Next: a server whose database is away answers 503 until it comes, rather than 500 for ever. */
export function boot(): void {
  notePeers((problem) => log().warn(problem));
  const problem = proxyProblem(env());
  if (problem) log().warn(problem);
  normalizeRequests();
  watchOwnServer();
  if (env().NODE_ENV === "production") shutDownGracefully();
  void prepare();
}

async function prepare(): Promise<void> {
  try {
    await requireFence();
    // Before work is taken up that asks the carrier.
    await ensureDefaultAccount();
    const { executorId } = await startEngine();
    log().info({ executor: executorId }, "the durable engine runs");
    void warnOfCarrierProblems();
    keepResumingPurchases();
    keepReconciling();
    keepReleasing();
    keepDelivering();
    keepImporting();
    keepPurgingImports();
    keepPurgingWebhookEvents();
    keepPurgingIdempotencyKeys();
    keepPurgingSessions();
    keepPurgingOfferedPlaces();
  } catch (error) {
    if (isFenceBroken(error) || isIdentityUnclear(error)) {
      log().fatal({ error }, "refuses to serve");
      process.stderr.write(`Trunkline refuses to serve. ${error instanceof Error ? error.message : ""}\n`);
      process.exit(1);
    }
    log().error({ error }, "waiting for the database");
    setTimeout(() => void prepare(), RETRY_MS).unref();
  }
}
