import { createHash } from "node:crypto";

/** A number from 0 up to 1 for each throw; the same throw twice gives the same when a seed was set. */
export type Dice = ReturnType<typeof createDice>;

/** Chance, or with a seed its exact repetition: what a throw is about decides it, not when it comes among the others. */
export function createDice() {
  let seed: number | undefined;
  return {
    seed(given: number | undefined): void {
      seed = given;
    },
    throw(about: readonly (string | number)[]): number {
      if (seed === undefined) return Math.random();
      const hash = createHash("sha256").update(JSON.stringify([seed, ...about]));
      return hash.digest().readUIntBE(0, 6) / 2 ** 48;
    },
  };
}
