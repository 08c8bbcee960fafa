import { system } from "@/lib/platform/db/system";
import type { Failure } from "@/lib/platform/jobs/durable";
import { log } from "@/lib/platform/log";
import { type Attempt, findDelivery } from "@/lib/webhooks/delivery-store";
import { lockEndpoint } from "@/lib/webhooks/endpoint-store";
import { stateAfter } from "./record-attempt";

const ERROR = "An error on our side stopped this attempt.";

/**
 * Counts as a failed attempt, so that the next one is due as usual, but says nothing about the endpoint, which may not
 * have been called.
 */
export async function stopAttempt(attempt: Attempt, { error, workflowId }: Failure): Promise<void> {
  const known = await findDelivery(attempt);
  if (!known) return;
  const { id, organizationId, endpointId } = known;
  log().error(
    { error, delivery_id: id, organization_id: organizationId, workflow: workflowId },
    "an attempt failed here",
  );
  await system().transaction(async (tx) => {
    const { now } = await lockEndpoint(tx, { organizationId, endpointId });
    const delivery = await tx.webhookDelivery.findFirst({ where: { id, attempts: attempt.attempt - 1 } });
    if (!delivery) return;
    const answer = { responseStatus: null, responseExcerpt: null, durationMs: null, error: ERROR };
    const ended = { attempts: attempt.attempt, begunAt: null, lastAttemptAt: now, updatedAt: now };
    const state = stateAfter(delivery, { error: ERROR, retryAfterMs: 0 }, now);
    await tx.webhookDelivery.update({ where: { id }, data: { ...answer, ...ended, ...state } });
  });
}
