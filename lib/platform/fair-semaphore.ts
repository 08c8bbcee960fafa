export type Turn = {
  /** Who takes turns with the others: an organization. */
  sharer: string;
  /** May also use the places that are kept free of everything else. */
  mayUseReserved: boolean;
};

export type FairSemaphore = <T>(turn: Turn, work: () => Promise<T>) => Promise<T>;

type FairSemaphoreOptions = {
  count: number;
  /** Of the count, kept for turns that may use them. */
  reserved: number;
  /** How long a piece waits for its turn; past it, it fails with what `tooLate` makes and never ran. Milliseconds. */
  waitMs: number;
  tooLate: () => Error;
};

type Waiting = Turn & { begin: () => void };

/**
 * Lets `count` pieces of work run at once. Sharers that wait are served in turn, each its own pieces in the order they
 * came, so that one with many waiting delays another by one piece.
 */
export function createFairSemaphore({ count, reserved, waitMs, tooLate }: FairSemaphoreOptions): FairSemaphore {
  // In the order in which the sharers are served next.
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

  /** The slot goes from hand to hand, so that nobody who comes meanwhile is first. */
  function nextInTurn(): Waiting | undefined {
    for (const [sharer, queue] of queues) {
      for (const waiting of queue) {
        if (!fits(waiting)) continue;
        leave(waiting);
        // Behind all others.
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
