import { randomInt } from "node:crypto";

// A number has one owner in the whole installation, and a worker begins anew after a test that failed.
let next = 2_040_000_000 + randomInt(5_000) * 10_000;

/** Numbers that no other test has. */
export const freshNumbers = (count: number) => Array.from({ length: count }, () => `+1${next++}`);
