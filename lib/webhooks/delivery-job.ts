import { runPeriodically } from "@/lib/platform/jobs/run-periodically";
import { log } from "@/lib/platform/log";
import { lostAttempts } from "./delivery-store";
import { startDueDeliveries } from "./delivery-workflow";
import { stopAttempt } from "./steps/stop-attempt";

const EVERY_MS = 1_000;
const ROUNDS = 1_000;

/** While attempts run, starts the next one as soon as one ends. */
export function startDeliveryJob(): void {
  runPeriodically("delivering webhooks", EVERY_MS, deliverWhatIsDue);
}

export async function deliverWhatIsDue(): Promise<void> {
  await stopLostAttempts();
  for (let round = 0; round < ROUNDS; round++) {
    const running = await startDueDeliveries();
    if (running.length === 0) return;
    await Promise.race(running.map((one) => one.ended(EVERY_MS)));
  }
}

/** An attempt that lost its workflow would occupy one of its endpoint's concurrent attempts forever. */
async function stopLostAttempts(): Promise<void> {
  const error = new Error("The attempt has no workflow any more.");
  for (const attempt of await lostAttempts()) {
    await stopAttempt(attempt, { error, workflowId: "" }).catch((cause) =>
      log().error({ error: cause, delivery_id: attempt.deliveryId }, "a lost attempt cannot be stopped"),
    );
  }
}
