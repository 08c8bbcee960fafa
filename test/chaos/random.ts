export type Random = ReturnType<typeof createRandom>;

/** The same seed gives the same numbers (mulberry32), but timing still varies between runs. */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  function unit(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }
  const between = (least: number, most: number) => least + unit() * (most - least);
  const below = (count: number) => Math.floor(unit() * count);
  return {
    unit,
    between,
    below,
    chance: (probability: number) => unit() < probability,
    pick<T>(from: readonly T[]): T {
      const chosen = from[below(from.length)];
      if (chosen === undefined) throw new Error("nothing to choose from");
      return chosen;
    },
    shuffled<T>(items: readonly T[]): T[] {
      return items
        .map((item) => ({ item, place: unit() }))
        .sort((a, b) => a.place - b.place)
        .map(({ item }) => item);
    },
  };
}
