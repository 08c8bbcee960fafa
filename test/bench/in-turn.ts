import { performance } from "node:perf_hooks";

type Runs<Name extends string> = Record<Name, () => Promise<unknown>>;

/** Milliseconds of each run, alternating between the variants so that background load affects them equally. */
export async function inTurn<Name extends string>(rounds: number, runs: Runs<Name>): Promise<Record<Name, number[]>> {
  const entries = Object.entries(runs) as [Name, () => Promise<unknown>][];
  const times = Object.fromEntries(entries.map(([name]) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of entries) {
      const begun = performance.now();
      await run();
      times[name].push(performance.now() - begun);
    }
  }
  return times;
}

export function quantile(values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}
