/** @param key for whom the work is done: those who wait are served in turn, key by key */
export type Semaphore = <T>(work: () => Promise<T>, key?: string) => Promise<T>;

/**
 * Lets `count` pieces of work run at once, the others in the order they came, one of each key at a time. (Cockatiel's bulkhead keeps no order when
 * a slot is freed and taken in the same moment, and a piece that gave up waiting swallows the next one's turn.)
 * @param waitMs how long a piece waits for its turn; past it, it fails with what `tooLate` makes and never ran
 */
export function createSemaphore(count: number, waitMs: number, tooLate: () => Error): Semaphore {
  const waiting = new Map<string, Set<() => void>>();
  let free = count;

  function takeTurn(key: string): Promise<void> | undefined {
    if (free === 0) return waitForTurn(key);
    free -= 1;
    return undefined;
  }

  function waitForTurn(key: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer);
        leave(key, begin);
        resolve();
      };
      const timer = setTimeout(() => {
        const others = waiting.get(key);
        others?.delete(begin);
        if (others?.size === 0) waiting.delete(key);
        reject(tooLate());
      }, waitMs);
      waiting.set(key, (waiting.get(key) ?? new Set()).add(begin));
    });
  }

  /** A key that has had its turn goes behind the others. */
  function leave(key: string, begin: () => void): void {
    const others = waiting.get(key);
    others?.delete(begin);
    waiting.delete(key);
    if (others && others.size > 0) waiting.set(key, others);
  }

  /** The slot goes from hand to hand, so that nobody who comes meanwhile is first. */
  function passOn(): void {
    const [first] = waiting.values();
    const [next] = first ?? [];
    if (next) next();
    else free += 1;
  }

  return async (work, key = "") => {
    await takeTurn(key);
    try {
      return await work();
    } finally {
      passOn();
    }
  };
}
