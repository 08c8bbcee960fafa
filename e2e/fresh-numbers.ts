import { randomInt } from "node:crypto";

// A number has one owner per installation, and a worker restarts after a failed test.
let next = 2_040_000_000 + randomInt(5_000) * 10_000;

export const freshNumbers = (count: number) => Array.from({ length: count }, () => `+1${next++}`);
