import fc from "fast-check";
import { expect, it } from "vitest";
import { system } from "@/lib/platform/db/system";
import { freshNumber } from "@/test/support/fresh-number";
import { simulator } from "@/test/support/world";
import { begin, type Model, NUMBERS, type Real } from "./model";
import { commands } from "./model-commands";
import { settled } from "./settled";
import { compare } from "./verdict";

/** 45 at most: each takes two of the hundred trunks that a carrier's account may have. */
const runs = Number(process.env.MODEL_RUNS ?? 8);
const seed = process.env.MODEL_SEED === undefined ? Date.now() % 1_000_000_000 : Number(process.env.MODEL_SEED);

const SETTLE_MS = 10_000;

/** Limits go down while numbers stay. */
const untrueHere = "no organization has more numbers than its limit";

it(
  `model, directory, carrier, counters and audit trail agree after any commands (MODEL_SEED=${seed})`,
  async () => {
    const property = fc.asyncProperty(commands, async (todo) => {
      const numbers = Array.from({ length: NUMBERS }, freshNumber);
      const setup = await begin(numbers);
      await fc.asyncModelRun(() => setup, todo);
      await simulator.clearFaults();
      // Work that was taken over waits for its turn in a queue, also when its purchase has ended meanwhile.
      await settled(SETTLE_MS);
      await agree(setup.model, setup.real);
    });
    await fc.assert(property, { numRuns: runs, seed, endOnFailure: true });
  },
  60_000 + runs * 20_000,
);

async function agree(model: Model, real: Real): Promise<void> {
  for (const [index, { owned, trail }] of model.tenants.entries()) {
    const organizationId = real.tenants[index]?.id ?? "";
    const where = { organizationId };
    const events = await system().transaction((tx) => tx.auditEvent.groupBy({ by: ["action"], where, _count: true }));
    expect(new Map(events.map(({ action, _count }) => [action, _count] as const))).toEqual(trail);
    const rows = await system().transaction((tx) => tx.phoneNumber.findMany({ where: { organizationId } }));
    const shown = rows.map(({ phoneNumber, id, outboundShareable }) => [
      phoneNumber,
      { id, shareable: outboundShareable },
    ]);
    expect(new Map(shown as [string, { id: string; shareable: boolean }][])).toEqual(owned);
  }
  const { checks } = await compare(simulator);
  expect(checks.filter(({ name, broken }) => broken.length > 0 && name !== untrueHere)).toEqual([]);
}
