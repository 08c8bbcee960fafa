export type Slots = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Lets `count` pieces of work run at once, the others in the order they came. (Cockatiel's bulkhead keeps no order when
 * a slot is freed and taken in the same moment, and a piece that gave up waiting swallows the next one's turn.)
 * @param waitMs how long a piece waits for its turn; past it, it fails with what `tooLate` makes and never ran
 */
export function createSlots(count: number, waitMs: number, tooLate: () => Error): Slots {
  const waiting = new Set<() => void>();
  let free = count;

  function takeTurn(): Promise<void> | undefined {
    if (free === 0) return waitForTurn();
    free -= 1;
    return undefined;
  }

  function waitForTurn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer);
        waiting.delete(begin);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.delete(begin);
        reject(tooLate());
      }, waitMs);
      waiting.add(begin);
    });
  }

  /** The slot goes from hand to hand, so that nobody who comes meanwhile is first. */
  function passOn(): void {
    const [next] = waiting;
    if (next) next();
    else free += 1;
  }

  return async (work) => {
    await takeTurn();
    try {
      return await work();
    } finally {
      passOn();
    }
  };
}
