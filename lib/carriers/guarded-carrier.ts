import { type AccountHealth, createAccountBreaker, type HealthChange } from "@/lib/carriers/account-breaker";
import { type Carrier, CarrierError, isAboutAccount, type OwnedNumber } from "@/lib/carriers/carrier";
import { orPermissionDenied } from "@/lib/carriers/permission-denied";
import { retryRead } from "@/lib/carriers/retry-read";
import { createSearchCache } from "@/lib/carriers/search-cache";
import { createFairSemaphore } from "@/lib/platform/fair-semaphore";
import { createSemaphore } from "@/lib/platform/semaphore";

export type GuardOptions = {
  concurrency: number;
  waitMs: number;
  /** How long to leave alone a carrier that refuses the account or is down. Milliseconds. */
  coolDownMs: number;
  /** Search cache lifetime in milliseconds; 0 disables the cache. */
  cacheMs: number;
  readTries?: number;
  onHealthChange?: HealthChange;
  /** Called for every error about the account, regardless of who made the call. */
  onAccountRefusal?: (error: CarrierError) => void;
};

/** Use it directly only for calls that no organization makes. */
export type GuardedCarrier = Carrier & {
  forOrganization(organizationId: string): Carrier;
  /** A port for jobs, with one call at a time, so that jobs never block purchases. */
  background: Carrier;
  health(): AccountHealth;
  close(): void;
};

/** Slots that only reads can use, so that acts never block a person's search. */
const READS_ONLY = 2;

type TakeTurn = <T>(kind: "act" | "read", call: () => Promise<T>) => Promise<T>;

/** No account owns it, so looking it up costs one small request. */
const PROBE_NUMBER = "+15005550006";

/**
 * Limits concurrency, retries reads, stops calls while the carrier refuses the account or is down, caches searches and
 * serves organizations in turn. Acts are never retried, and callers must check their effect. An act that throws
 * `unavailable` because it got no turn or the breaker is open was not sent.
 */
export function guardCarrier(carrier: Carrier, options: GuardOptions): GuardedCarrier {
  const { concurrency, waitMs, coolDownMs, cacheMs, readTries = 3, onHealthChange, onAccountRefusal } = options;
  const slots = createFairSemaphore({
    count: concurrency,
    reserved: Math.min(READS_ONLY, concurrency - 1),
    waitMs,
    tooLate: () => busy(concurrency, waitMs),
  });
  const turnsOf =
    (sharer: string): TakeTurn =>
    (kind, ask) =>
      slots({ sharer, mayUseReserved: kind === "read" }, ask);
  const signIn = () => carrier.findOwned(PROBE_NUMBER);
  const oneAtATime = createSemaphore(1, waitMs, () => busy(1, waitMs));
  const inBackground: TakeTurn = (_, ask) =>
    oneAtATime(() => slots({ sharer: "background", mayUseReserved: false }, ask));
  const searches = createSearchCache(cacheMs);
  const breaker = createAccountBreaker({
    coolDownMs,
    probe: () => turnsOf("probe")("read", signIn),
    ...(onHealthChange && { onChange: onHealthChange }),
  });
  async function answerOf<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await orPermissionDenied(ask, signIn);
    } catch (error) {
      if (error instanceof CarrierError && isAboutAccount(error)) onAccountRefusal?.(error);
      throw error;
    }
  }
  async function act<T>(takeTurn: TakeTurn, ask: () => Promise<T>): Promise<T> {
    await breaker.ensureClosed();
    return takeTurn("act", () => breaker.run(() => answerOf(ask)));
  }
  async function readOnce<T>(takeTurn: TakeTurn, ask: () => Promise<T>, run = breaker.run): Promise<T> {
    await breaker.ensureClosed();
    return takeTurn("read", () => run(() => answerOf(ask)));
  }
  const read = <T>(takeTurn: TakeTurn, ask: () => Promise<T>, run = breaker.run) =>
    retryRead(() => readOnce(takeTurn, ask, run), { tries: readTries, mayHelp: breaker.isClosed });

  /** Each page is one call. Only the first page is retried, because a list cannot be resumed from the middle. */
  async function* sweep(): AsyncGenerator<OwnedNumber[]> {
    const [pages, first] = await read(inBackground, async () => {
      const begun = carrier.listOwned()[Symbol.asyncIterator]();
      return [begun, await begun.next()] as const;
    });
    try {
      for (let page = first; !page.done; page = await readOnce(inBackground, () => pages.next())) yield page.value;
    } finally {
      await pages.return?.();
    }
  }

  const port = (sharer: string, takeTurn = turnsOf(sharer)): Carrier => ({
    search: (query) => searches.find(sharer, query, () => read(takeTurn, () => carrier.search(query))),
    async findOwned(phoneNumber) {
      const owned = await read(takeTurn, () => carrier.findOwned(phoneNumber));
      if (owned) searches.forget(phoneNumber);
      return owned;
    },
    async buy(order) {
      try {
        const bought = await act(takeTurn, () => carrier.buy(order));
        searches.forget(order.phoneNumber);
        return bought;
      } catch (error) {
        if (mayBeGone(error)) searches.forget(order.phoneNumber);
        throw error;
      }
    },
    release: (carrierId) => act(takeTurn, () => carrier.release(carrierId)),
    findOrCreateTrunk: (order) => act(takeTurn, () => carrier.findOrCreateTrunk(order)),
    listTrunks: () => read(takeTurn, () => carrier.listTrunks()),
    deleteTrunk: (carrierId) => act(takeTurn, () => carrier.deleteTrunk(carrierId)),
    bind: (carrierId, trunkId) => act(takeTurn, () => carrier.bind(carrierId, trunkId)),
    listOwned: sweep,
    // A key that may buy but not read prices is not a failure of the account.
    price: (countryCode, phoneNumberType) =>
      read(takeTurn, () => carrier.price(countryCode, phoneNumberType), breaker.runApart),
  });

  return {
    ...port("nobody"),
    forOrganization: (organizationId) => port(organizationId),
    background: port("background", inBackground),
    health: breaker.health,
    close: breaker.close,
  };
}

function mayBeGone(error: unknown): boolean {
  return error instanceof CarrierError && (error.reason === "number_unavailable" || error.kind === "unknown");
}

function busy(count: number, waitMs: number): CarrierError {
  const message = `No call could be made for ${waitMs} ms: ${count} are in flight`;
  return new CarrierError("unavailable", "rate_limited", message);
}
