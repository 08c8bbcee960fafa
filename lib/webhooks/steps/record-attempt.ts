import type { WebhookDelivery, WebhookEndpoint } from "@/lib/generated/prisma/client";
import { bySystem, recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import type { Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import type { AttemptResult } from "@/lib/webhooks/attempt-result";
import { type Attempt, findDelivery } from "@/lib/webhooks/delivery-store";
import { failPending, lockEndpoint } from "@/lib/webhooks/endpoint-store";
import { pauseBeforeNextAttempt } from "@/lib/webhooks/next-attempt";
import { triesForMs } from "@/lib/webhooks/replayed";

/** Records an attempt's result once: delivered, due again later, or failed for good, and the endpoint's health. */
export async function recordAttempt(attempt: Attempt, result: AttemptResult): Promise<void> {
  const known = await findDelivery(attempt);
  if (!known) return;
  await system().transaction(async (tx) => {
    const { endpoint, now } = await lockEndpoint(tx, known);
    const where = { id: known.id, attempts: attempt.attempt - 1, begunAt: { not: null } };
    const delivery = await tx.webhookDelivery.findFirst({ where });
    if (!delivery) return;
    const outcome = {
      attempts: attempt.attempt,
      begunAt: null,
      lastAttemptAt: now,
      responseStatus: result.status,
      responseExcerpt: result.excerpt,
      durationMs: result.durationMs,
      error: result.error,
      updatedAt: now,
    };
    const data = { ...outcome, ...stateAfter(delivery, result, now) };
    await tx.webhookDelivery.update({ where: { id: delivery.id }, data });
    await noteOnEndpoint(tx, endpoint, result, now);
  });
}

/** Schedules a retry or gives up. The pause depends on the milliseconds since the first attempt. */
export function stateAfter(
  { status, giveUpAt }: WebhookDelivery,
  { error, retryAfterMs }: Pick<AttemptResult, "error" | "retryAfterMs">,
  now: Date,
) {
  if (error === null) return { status: "delivered" } as const;
  if (status !== "pending" || now >= giveUpAt) return { status: "failed" } as const;
  const triedForMs = Math.max(0, now.getTime() - (giveUpAt.getTime() - triesForMs));
  const nextAttemptAt = new Date(now.getTime() + pauseBeforeNextAttempt(triedForMs, retryAfterMs));
  return { nextAttemptAt: nextAttemptAt < giveUpAt ? nextAttemptAt : giveUpAt };
}

async function noteOnEndpoint(tx: Tx, endpoint: WebhookEndpoint, result: AttemptResult, now: Date): Promise<void> {
  const { id, organizationId, failingSince, enabled } = endpoint;
  const failing = result.error === null ? null : (failingSince ?? now);
  const isGone = result.status === 410 && enabled;
  if (failing !== failingSince || isGone) {
    const gone = isGone && { enabled: false, disabledReason: "gone", updatedAt: now };
    await tx.webhookEndpoint.update({ where: { id }, data: { failingSince: failing, ...gone } });
  }
  if (!isGone) return;
  await failPending(tx, { organizationId, endpointId: id }, "The endpoint returned 410: it is gone.", now);
  await recordAuditEvent(tx, bySystem(organizationId, `webhook:${id}`), {
    action: "webhook_endpoint.disabled",
    targetId: id,
    before: { enabled: true },
    after: { enabled: false, disabled_reason: "gone" },
  });
}
