import { keepDoing } from "@/lib/durable/keep-doing";
import { startDueDeliveries } from "./delivery-workflow";

const EVERY_MS = 1_000;
/** Rounds without a pause. */
const ROUNDS = 1_000;

/** Begins attempts when they are due; while some are, the next as soon as one has made room. */
export function keepDelivering(): void {
  keepDoing("delivering webhooks", EVERY_MS, deliverWhatIsDue);
}

/** Until nothing is due that may begin. */
export async function deliverWhatIsDue(): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const running = await startDueDeliveries();
    if (running.length === 0) return;
    await Promise.race(running.map((one) => one.ended(EVERY_MS)));
  }
}
