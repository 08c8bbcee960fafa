import { type AccountHealth, createAccountBreaker, type HealthChange } from "@/lib/carriers/account-breaker";
import { type Carrier, CarrierError, isAboutAccount, type OwnedNumber } from "@/lib/carriers/carrier";
import { orPermissionDenied } from "@/lib/carriers/permission-denied";
import { retryRead } from "@/lib/carriers/retry-read";
import { createSearchCache } from "@/lib/carriers/search-cache";
import { createFairSemaphore } from "@/lib/platform/fair-semaphore";
import { createSemaphore } from "@/lib/platform/semaphore";

export type GuardOptions = {
  /** Calls in flight at most. */
  concurrency: number;
  /** The longest that a call waits for its turn. */
  waitMs: number;
  /** How long a carrier that refuses the account, or is down, is left alone. */
  coolDownMs: number;
  /** How long the result of a search is kept; 0 keeps none. */
  cacheMs: number;
  /** Reads are tried this often; 3 when absent. */
  readTries?: number;
  onHealthChange?: HealthChange;
  /** Told of every answer that refuses the account, whoever asked. */
  onAccountRefusal?: (error: CarrierError) => void;
};

/** As a whole it is for what no organization asks; each organization takes its turns on a port of its own. */
export type GuardedCarrier = Carrier & {
  /** The same account for what this organization asks: organizations that wait are served in turn. */
  forOrganization(organizationId: string): Carrier;
  /** The same account for jobs: one call at a time, so that they never take what purchases need. */
  background: Carrier;
  health(): AccountHealth;
  /** Ends what the guard does by itself. */
  close(): void;
};

/** Calls in flight that acts leave to reads: somebody who searches waits for it. */
const READS_ONLY = 2;

/** Lets a call begin when it is its turn. */
type TakeTurn = <T>(kind: "act" | "read", call: () => Promise<T>) => Promise<T>;

/** Fictional, and nobody's: looking for it costs one small request. */
const PROBE_NUMBER = "+15005550006";

/**
 * The carrier with manners: few calls at a time, reads repeated with patience, none while it refuses the account or is
 * down, identical searches asked once, and organizations served in turn. Acts are never repeated here; who ordered one looks first. An act that throws
 * `unavailable` because it had no turn or the carrier is being left alone was not sent.
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

  /** A page is a call. A sweep that has begun cannot be asked again from its middle, so only the first page is. */
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
    // A key that may buy but not read prices is in order.
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

/** Taken by somebody, or perhaps by this very order. */
function mayBeGone(error: unknown): boolean {
  return error instanceof CarrierError && (error.reason === "number_unavailable" || error.kind === "unknown");
}

/** What a call gets whose turn does not come: it was never sent. */
function busy(count: number, waitMs: number): CarrierError {
  const message = `No call could be made for ${waitMs} ms: ${count} are in flight`;
  return new CarrierError("unavailable", "rate_limited", message);
}
