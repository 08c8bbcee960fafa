import type pg from "pg";
import { DatabaseDeadline } from "./database-budget";

type Share = { held: number; waiting: Set<() => void> };

/** Caps how many pool connections each key can hold, so that one key's slow statements leave connections for others. */
export class ConnectionShares {
  readonly #connections: pg.Pool;
  readonly #most: number;
  readonly #shares = new Map<string, Share>();

  constructor(connections: pg.Pool, most: number) {
    this.#connections = connections;
    this.#most = most;
  }

  /** Throws `DatabaseDeadline`. @param ms milliseconds for the turn and the connection together */
  async take(key: string, ms: number): Promise<{ client: pg.PoolClient; release: (broken?: Error | boolean) => void }> {
    const begun = performance.now();
    await this.#takeTurn(key, ms);
    try {
      const client = await connectWithin(this.#connections, Math.max(1, ms - (performance.now() - begun)));
      let isHeld = true;
      const release = (broken?: Error | boolean) => {
        client.release(broken);
        if (isHeld) this.#passOn(key);
        isHeld = false;
      };
      return { client, release };
    } catch (error) {
      this.#passOn(key);
      throw error;
    }
  }

  async #takeTurn(key: string, ms: number): Promise<void> {
    const share = this.#shares.get(key) ?? { held: 0, waiting: new Set() };
    this.#shares.set(key, share);
    if (share.held < this.#most) {
      share.held += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer);
        share.waiting.delete(begin);
        resolve();
      };
      const timer = setTimeout(() => {
        share.waiting.delete(begin);
        reject(new DatabaseDeadline());
      }, ms);
      share.waiting.add(begin);
    });
  }

  #passOn(key: string): void {
    const share = this.#shares.get(key);
    if (!share) return;
    const [next] = share.waiting;
    if (next) {
      next();
      return;
    }
    share.held -= 1;
    if (share.held === 0) this.#shares.delete(key);
  }
}

function connectWithin(connections: pg.Pool, ms: number): Promise<pg.PoolClient> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      reject(new DatabaseDeadline());
    }, ms);
    connections.connect().then(
      (client) => {
        clearTimeout(timer);
        if (isLate) client.release();
        else resolve(client);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
