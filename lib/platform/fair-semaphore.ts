export type Turn = {
  sharer: string;
  mayUseReserved: boolean;
};

export type FairSemaphore = <T>(turn: Turn, work: () => Promise<T>) => Promise<T>;

type FairSemaphoreOptions = {
  count: number;
  /** Slots out of `count` that only calls with `mayUseReserved` can use. */
  reserved: number;
  /** Milliseconds to wait for a turn. After that, the work fails with the error from `tooLate` without running. */
  waitMs: number;
  tooLate: () => Error;
};

type Waiting = Turn & { begin: () => void };

/** Serves waiting sharers round-robin, so that one's long queue delays another by at most one piece of work. */
export function createFairSemaphore({ count, reserved, waitMs, tooLate }: FairSemaphoreOptions): FairSemaphore {
  const queues = new Map<string, Set<Waiting>>();
  let free = count;
  let unreservedInUse = 0;

  const fits = ({ mayUseReserved }: Turn) => free > 0 && (mayUseReserved || unreservedInUse < count - reserved);

  function take({ mayUseReserved }: Turn): void {
    free -= 1;
    if (!mayUseReserved) unreservedInUse += 1;
  }

  function giveBack({ mayUseReserved }: Turn): void {
    free += 1;
    if (!mayUseReserved) unreservedInUse -= 1;
    for (let next = nextInTurn(); next; next = nextInTurn()) {
      take(next);
      next.begin();
    }
  }

  /** Hands the slot directly to the next waiter, so that a new arrival cannot jump the queue. */
  function nextInTurn(): Waiting | undefined {
    for (const [sharer, queue] of queues) {
      for (const waiting of queue) {
        if (!fits(waiting)) continue;
        leave(waiting);
        queues.delete(sharer);
        if (queue.size > 0) queues.set(sharer, queue);
        return waiting;
      }
    }
    return undefined;
  }

  function leave(waiting: Waiting): void {
    const queue = queues.get(waiting.sharer);
    queue?.delete(waiting);
    if (queue?.size === 0) queues.delete(waiting.sharer);
  }

  function waitForTurn(turn: Turn): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer);
        resolve();
      };
      const waiting: Waiting = { ...turn, begin };
      const timer = setTimeout(() => {
        leave(waiting);
        reject(tooLate());
      }, waitMs);
      const queue = queues.get(turn.sharer) ?? new Set();
      queues.set(turn.sharer, queue.add(waiting));
    });
  }

  return async (turn, work) => {
    if (fits(turn)) take(turn);
    else await waitForTurn(turn);
    try {
      return await work();
    } finally {
      giveBack(turn);
    }
  };
}
