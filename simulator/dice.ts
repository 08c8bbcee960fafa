import { createHash } from "node:crypto";

/** Returns a number from 0 up to 1 for each throw; with a seed, the same throw always gives the same number. */
export type Dice = ReturnType<typeof createDice>;

/** With a seed, the subject of a throw decides its result, not its order among other throws. */
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
