/** @param key keys take turns in the queue */
export type Semaphore = <T>(work: () => Promise<T>, key?: string) => Promise<T>;

/**
 * Waiting keys take turns, each in its order of arrival. (Cockatiel's bulkhead loses the order when a slot is freed and
 * taken at the same moment, and work that gave up waiting consumes the next one's turn.)
 * @param waitMs milliseconds to wait for a turn; then the work fails with the error from `tooLate` without running
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

  function leave(key: string, begin: () => void): void {
    const others = waiting.get(key);
    others?.delete(begin);
    waiting.delete(key);
    if (others && others.size > 0) waiting.set(key, others);
  }

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
