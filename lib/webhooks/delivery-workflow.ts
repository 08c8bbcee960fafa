import { defineWorkflow, step } from "@/lib/platform/jobs/durable";
import type { Running } from "@/lib/platform/jobs/engine";
import { type Attempt, beginAttempt, dueAttempts } from "./delivery-store";
import { recordAttempt } from "./steps/record-attempt";
import { send } from "./steps/send";
import { stopAttempt } from "./steps/stop-attempt";

/**
 * If its server dies, another one finishes the attempt and may send again what was sent but not recorded. The pause
 * between attempts is the row's `next_attempt_at`, so no workflow sleeps through it.
 */
export const deliveryWorkflow = defineWorkflow("webhook-delivery", {
  async run(attempt: Attempt) {
    if (!(await step("begin-attempt", () => beginAttempt(attempt)))) return;
    const result = await step("send", () => send(attempt));
    await step("record-attempt", () => recordAttempt(attempt, result));
  },
  stopped: stopAttempt,
});

export function deliveryWorkflowId({ deliveryId, attempt, giveUpAt }: Attempt): string {
  return `webhook:${deliveryId}:${new Date(giveUpAt).getTime()}:${attempt}`;
}

/** Starts due attempts that have room, and joins those that another server has started. */
export async function startDueDeliveries(): Promise<Running[]> {
  const running: Running[] = [];
  for (const attempt of await dueAttempts()) {
    running.push(await deliveryWorkflow.start(deliveryWorkflowId(attempt), attempt));
  }
  return running;
}
