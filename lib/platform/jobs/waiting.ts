import { processSingleton } from "@/lib/platform/process-singleton";

/** Who waits in this process for the end of a workflow. */
type Waiting = { isOver: boolean; givingUp: Set<() => void> };

const waiting = () => processSingleton("waiting", (): Waiting => ({ isOver: false, givingUp: new Set() }));

/** Waits for it, at most so long and not past `cancelWaiters`. True when it came. */
export async function settlesWithin(budgetMs: number, what: Promise<true>): Promise<boolean> {
  const { isOver, givingUp } = waiting();
  let giveUp = () => {};
  const patience = new Promise<false>((resolve) => {
    giveUp = () => resolve(false);
  });
  const timer = setTimeout(giveUp, isOver ? 0 : Math.max(0, budgetMs)).unref();
  givingUp.add(giveUp);
  try {
    return await Promise.race([what, patience]);
  } finally {
    clearTimeout(timer);
    givingUp.delete(giveUp);
  }
}

/** This server is told to go: whoever waits answers with what is known now. */
export function cancelWaiters(): void {
  waiting().isOver = true;
  for (const giveUp of waiting().givingUp) giveUp();
}

/** For tests, whose process goes on. */
export function resetWaiters(): void {
  waiting().isOver = false;
}
