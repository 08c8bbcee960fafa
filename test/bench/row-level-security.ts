import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { ReadClient } from "@/lib/platform/db/db";
import { inTurn, quantile } from "./in-turn";
import { fillSwitchboard } from "./switchboard";
import { inWorld, type World } from "./world";

/*
 * npm run bench:row-level-security [numbers]: the cost of row-level security. Runs one lookup and one directory page
 * with it and through a plain client, as a single statement and in a transaction, alternating on one database.
 */

const NUMBERS = Number(process.argv[2] ?? 100_000);
const ROUNDS = 500;
const AT_ONCE = 16;

await inWorld({}, measure);

type Work = (db: ReadClient) => Promise<unknown>;
type Way = (work: Work) => Promise<unknown>;

async function measure({ databaseUrl }: World) {
  const { tenant } = await import("@/lib/platform/db/tenant");
  const { PrismaClient } = await import("@/lib/generated/prisma/client");
  const { newestFirst } = await import("@/lib/platform/pagination");
  const { withAgents } = await import("@/lib/numbers/phone-numbers/serialize-phone-number");
  const board = await fillSwitchboard({ numbers: NUMBERS, prefix: 3_000_000_000 });
  const { organizationId } = board;
  // This login bypasses row-level security.
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 30 });
  pool.on("error", () => {});
  const plain = new PrismaClient({ adapter: new PrismaPg(pool) });

  const shape = { include: withAgents, relationLoadStrategy: "join" } as const;
  const works: Record<string, Work> = {
    "look-up": (tx) => tx.phoneNumber.findFirst({ where: { organizationId, phoneNumber: board.numberOf() }, ...shape }),
    "page of 50": (tx) =>
      tx.phoneNumber.findMany({ where: { organizationId }, orderBy: newestFirst, take: 50, ...shape }),
  };
  const ways: Record<string, Way> = {
    "no scope, lone statement": (work) => work(plain),
    read: (work) => tenant({ organizationId }).read(work),
    "no scope, transaction": (work) => plain.$transaction(work),
    transaction: (work) => tenant({ organizationId }).transaction(work),
  };
  console.log(`${NUMBERS} numbers; p50 of ${ROUNDS} one by one, and ${AT_ONCE} at once; × of no scope, lone statement`);
  for (const [what, work] of Object.entries(works)) await compare(what, ways, work);
  await plain.$disconnect();
  await pool.end();
}

async function compare(what: string, ways: Record<string, Way>, work: Work) {
  const alone = Object.fromEntries(Object.entries(ways).map(([name, way]) => [name, () => way(work)]));
  const together = Object.fromEntries(
    Object.entries(alone).map(([name, run]) => [name, () => Promise.all(Array.from({ length: AT_ONCE }, run))]),
  );
  await inTurn(50, alone);
  const one = await inTurn(ROUNDS, alone);
  const many = await inTurn(ROUNDS / 5, together);
  const [first = ""] = Object.keys(ways);
  const against = { one: quantile(one[first] ?? [], 0.5), many: quantile(many[first] ?? [], 0.5) };
  console.log(what);
  for (const name of Object.keys(ways)) {
    const p50 = { one: quantile(one[name] ?? [], 0.5), many: quantile(many[name] ?? [], 0.5) };
    console.log(
      `  ${name.padEnd(26)} ${p50.one.toFixed(2)} ms  ${(p50.one / against.one).toFixed(2)} x   ${AT_ONCE} at once ${p50.many.toFixed(2)} ms  ${(p50.many / against.many).toFixed(2)} x`,
    );
  }
}
