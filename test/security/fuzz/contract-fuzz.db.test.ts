import { expect, it } from "vitest";
import { fuzzContract } from "./contract-fuzz";

const seed = Number(process.env.FUZZ_SEED) || Math.floor(Math.random() * 2 ** 31);

it(`every operation keeps its contract whatever it is asked (FUZZ_SEED=${seed})`, async () => {
  const { faults, requests } = await fuzzContract({ seed, requests: 1_000 });
  expect(faults.map(({ operation, report }) => `${operation} ${report}`)).toEqual([]);
  expect(requests).toBeGreaterThanOrEqual(1_000);
}, 600_000);
