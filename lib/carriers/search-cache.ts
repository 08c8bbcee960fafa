import type { AvailableNumber, NumberSearch } from "@/lib/carriers/carrier";

type Kept = { numbers: AvailableNumber[]; until: number };
type Flight = { numbers: Promise<AvailableNumber[]>; gone: Set<string> };

const MAX_KEPT = 200;

/**
 * Joins identical searches of one caller and caches results for all. Errors reach joined callers but are not cached.
 */
export function createSearchCache(keptMs: number) {
  const kept = new Map<string, Kept>();
  const flights = new Map<string, Flight>();

  function findKept(key: string): AvailableNumber[] | undefined {
    const entry = kept.get(key);
    if (!entry) return undefined;
    kept.delete(key);
    if (entry.until <= Date.now()) return undefined;
    kept.set(key, entry);
    return entry.numbers;
  }

  function keep(key: string, numbers: AvailableNumber[]): void {
    if (keptMs === 0) return;
    kept.delete(key);
    kept.set(key, { numbers, until: Date.now() + keptMs });
    const [oldest] = kept.keys();
    if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  }

  async function fly(
    key: string,
    flightKey: string,
    flight: Pick<Flight, "gone">,
    ask: () => Promise<AvailableNumber[]>,
  ) {
    try {
      const numbers = (await ask()).filter(({ phoneNumber }) => !flight.gone.has(phoneNumber));
      keep(key, numbers);
      return numbers;
    } finally {
      flights.delete(flightKey);
    }
  }

  return {
    async find(asker: string, query: NumberSearch, ask: () => Promise<AvailableNumber[]>): Promise<AvailableNumber[]> {
      const key = keyOf(query);
      const known = findKept(key);
      if (known) return [...known];
      const flightKey = `${asker} ${key}`;
      const joined = flights.get(flightKey);
      if (joined) return [...(await joined.numbers)];
      const gone = new Set<string>();
      const numbers = fly(key, flightKey, { gone }, ask);
      flights.set(flightKey, { numbers, gone });
      return [...(await numbers)];
    },
    /** Also removes the number from the results of searches in flight. */
    forget(phoneNumber: string): void {
      for (const { gone } of flights.values()) gone.add(phoneNumber);
      for (const [key, entry] of kept) {
        const left = entry.numbers.filter((number) => number.phoneNumber !== phoneNumber);
        // Only the carrier can say that nothing is for sale.
        if (left.length === 0) kept.delete(key);
        else entry.numbers = left;
      }
    },
  };
}

function keyOf(query: NumberSearch): string {
  const filters = Object.entries(query).filter(([, value]) => value !== undefined && value !== false && value !== "");
  return JSON.stringify(filters.sort(([one], [other]) => (one < other ? -1 : 1)));
}
