import { processSingleton } from "@/lib/platform/process-singleton";

type Waiting = { isOver: boolean; givingUp: Set<() => void> };

const waiting = () => processSingleton("waiting", (): Waiting => ({ isOver: false, givingUp: new Set() }));

/** Waits until `what` settles, `budgetMs` pass or `cancelWaiters` is called. True if it settled. */
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

/** During shutdown, lets waiting requests answer with what is known now. */
export function cancelWaiters(): void {
  waiting().isOver = true;
  for (const giveUp of waiting().givingUp) giveUp();
}

export function resetWaiters(): void {
  waiting().isOver = false;
}
