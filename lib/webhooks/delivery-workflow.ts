import { defineWorkflow, step } from "@/lib/platform/jobs/durable";
import type { Running } from "@/lib/platform/jobs/engine";
import { type Attempt, beginAttempt, dueAttempts } from "./delivery-store";
import { recordAttempt } from "./steps/record-attempt";
import { send } from "./steps/send";
import { stopAttempt } from "./steps/stop-attempt";

/**
 * One attempt to deliver one event, which another server ends when this one dies: what may have been sent without being
 * written down is sent again. The pause between attempts is the row's `next_attempt_at`; nothing sleeps through it.
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

/** Starts what is due and has room. One that has started is joined, whichever server did. */
export async function startDueDeliveries(): Promise<Running[]> {
  const running: Running[] = [];
  for (const attempt of await dueAttempts()) {
    running.push(await deliveryWorkflow.start(deliveryWorkflowId(attempt), attempt));
  }
  return running;
}
