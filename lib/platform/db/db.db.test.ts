import { once } from "node:events";
import net from "node:net";
import { PrismaPg } from "@prisma/adapter-pg";
import { describe, expect, it } from "vitest";
import { GET as listPhoneNumbers } from "@/app/api/core/phone-numbers/route";
import { Prisma, PrismaClient } from "@/lib/generated/prisma/client";
import { errorResponse } from "@/lib/http/error-response";
import { env } from "@/lib/platform/env";
import { call } from "@/test/support/api";
import { asOwner } from "@/test/support/as-owner";
import { newOrganization } from "@/test/support/organization";
import { isDatabaseOutage } from "./database-errors";
import { execute } from "./db";
import { system } from "./system";
import { tenant } from "./tenant";

const cutEveryConnection = () =>
  asOwner(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );

/** A way to the database that breaks as a machine's sudden death does: with a reset, in the middle of a statement. */
async function fragileWay() {
  const { hostname, port } = new URL(env().DATABASE_URL);
  const sockets: net.Socket[] = [];
  const way = net.createServer((socket) => {
    const database = net.connect(Number(port), hostname);
    sockets.push(socket);
    for (const end of [socket, database]) end.on("error", () => {});
    socket.pipe(database).pipe(socket);
  });
  await once(way.listen(0, "127.0.0.1"), "listening");
  const url = new URL(env().DATABASE_URL);
  url.hostname = "127.0.0.1";
  url.port = String((way.address() as net.AddressInfo).port);
  const client = new PrismaClient({ adapter: new PrismaPg({ connectionString: url.href }, { onPoolError: () => {} }) });
  return {
    client,
    reset: () => sockets.splice(0).forEach((socket) => void socket.resetAndDestroy()),
    close: () => new Promise((resolve) => way.close(resolve)),
  };
}

async function sleepersInDatabase(): Promise<number> {
  const [row] = await asOwner<{ n: number }>(`
    SELECT count(*)::int AS n FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event = 'PgSleep'`);
  return row?.n ?? 0;
}

const sleepers: [string, (client: PrismaClient) => Promise<unknown>][] = [
  ["a lone statement", (client) => client.$executeRaw`SELECT pg_sleep(20)`],
  ["a lone read", (client) => client.$queryRaw`SELECT 1 FROM pg_sleep(20)`],
  ["a statement of a transaction", (client) => client.$transaction((tx) => tx.$executeRaw`SELECT pg_sleep(20)`)],
  ["a read of a transaction", (client) => client.$transaction((tx) => tx.$queryRaw`SELECT 1 FROM pg_sleep(20)`)],
];

describe("the database", () => {
  it.each(sleepers)("that is cut off in the middle of %s was not there", async (_, sleep) => {
    const { client, reset, close } = await fragileWay();
    const broken = sleep(client).catch((error: unknown) => error);
    await expect.poll(() => sleepersInDatabase()).toBeGreaterThan(0);
    reset();
    expect(await broken).toSatisfy(isDatabaseOutage);
    await client.$disconnect();
    await close();
    await cutEveryConnection(); // the sleeper has not noticed
  });

  it("that cuts connections costs a 503 with Retry-After at most, never a wrong answer", async () => {
    const organization = await newOrganization();
    const answers: ReturnType<typeof call>[] = [];
    for (let round = 0; round < 5; round++) {
      answers.push(...Array.from({ length: 8 }, () => call(listPhoneNumbers, { token: organization.apiKey })));
      await cutEveryConnection();
    }
    const settled = await Promise.all(answers);
    for (const { status, json, headers } of settled) {
      expect([200, 503]).toContain(status);
      if (status === 503) {
        expect(json.code).toBe("temporarily_unavailable");
        expect(headers.get("retry-after")).toMatch(/^\d+$/);
      }
    }
    await expect.poll(async () => (await call(listPhoneNumbers, { token: organization.apiKey })).status).toBe(200);
  });

  it("that ends a deadlock by refusing one of two changes gets that one again", async () => {
    const [one, two] = [await newOrganization(), await newOrganization()];
    const swap = (first: string, second: string) =>
      system().transaction(async (tx) => {
        await tx.organization.update({ where: { id: first }, data: { phoneNumbersUsed: { increment: 1 } } });
        await tx.organization.update({ where: { id: second }, data: { phoneNumbersUsed: { increment: 1 } } });
      });
    await Promise.all([swap(one.id, two.id), swap(two.id, one.id), swap(one.id, two.id), swap(two.id, one.id)]);
    const rows = await system().transaction((tx) =>
      tx.organization.findMany({ where: { id: { in: [one.id, two.id] } } }),
    );
    expect(rows.map(({ phoneNumbersUsed }) => phoneNumbersUsed)).toEqual([4, 4]);
  });

  const run = Prisma.sql`SELECT run_race() AS won`;
  const races: Record<string, () => Promise<unknown>> = {
    "Prisma's": () => system().transaction((tx) => tx.$queryRaw(run)),
    "raw SQL's": () => system().transaction(async (tx) => (await execute(tx, run)).rows),
    "one statement's": async () => (await system().sql(run, { writes: true })).rows,
  };

  describe.each(
    Object.entries(races).flatMap(([whose, race]) => [
      { whose, race, what: "a serialization failure", condition: "serialization_failure" },
      { whose, race, what: "a deadlock", condition: "deadlock_detected" },
    ]),
  )("that answers $whose statement with $what", ({ race, condition }) => {
    /** Refuses so many transactions, and then none; a sequence forgets nothing when a transaction is rolled back. */
    const loseRaces = (times: number) =>
      asOwner(`
        CREATE SEQUENCE IF NOT EXISTS races;
        SELECT setval('races', 1);
        CREATE OR REPLACE FUNCTION run_race() RETURNS int LANGUAGE plpgsql AS $$ BEGIN
          IF nextval('races') <= ${times + 1} THEN RAISE ${condition}; END IF;
          RETURN 1;
        END $$`);

    it("is asked again, for a while", async () => {
      await loseRaces(3);
      expect(await race()).toEqual([{ won: 1 }]);
    });

    it("again and again is 503 in the end, not a mistake of ours", async () => {
      await loseRaces(100);
      const error = await race().catch((thrown: unknown) => thrown);
      const answer = errorResponse(error, "request");
      expect([answer.status, (await answer.json()).code]).toEqual([503, "temporarily_unavailable"]);
      expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
    });
  });

  it("is not called away for what it refuses", async () => {
    const organization = await newOrganization();
    const refused = tenant({ organizationId: organization.id }).transaction((tx) =>
      tx.organization.create({ data: { slug: organization.slug, name: "Twice" } }),
    );
    await expect(refused).rejects.toSatisfy((error) => !isDatabaseOutage(error));
  });
});
