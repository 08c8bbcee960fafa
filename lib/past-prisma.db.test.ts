import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import {
  asSystem,
  execute,
  executeInOrganization,
  inOrganization,
  queryInOrganization,
  readAsSystem,
  readInOrganization,
  type Tx,
} from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { newTenant, type Tenant } from "@/lib/testing/tenant";

let ours: Tenant;
let theirs: Tenant;
beforeAll(async () => {
  [ours, theirs] = [await newTenant(), await newTenant()];
});

const shortDoors = [
  ["the short door for reading", queryInOrganization],
  [
    "the short door for writing",
    async <Row extends object>(tenant: { organizationId: string }, statement: Prisma.Sql) =>
      (await executeInOrganization<Row>(tenant, statement)).rows,
  ],
] as const;

describe.each(shortDoors)("%s", (_, door) => {
  it("shows only the organization's own rows to a statement that forgot to say whose", async () => {
    expect(await door(ours, Prisma.sql`SELECT id FROM phone_number`)).toEqual([{ id: ours.number.id }]);
    expect(await door(ours, Prisma.sql`SELECT id FROM organization`)).toEqual([{ id: ours.organizationId }]);
    expect(await door(ours, Prisma.sql`SELECT id FROM phone_number WHERE id = ${theirs.number.id}::uuid`)).toEqual([]);
    expect(await door({ organizationId: randomUUID() }, Prisma.sql`SELECT id FROM phone_number`)).toEqual([]);
  });

  it("does so for a prepared statement too, whose plan another organization has made", async () => {
    const statement = Prisma.sql`/* test_prepared */ SELECT id FROM phone_number WHERE ${true}`;
    for (let round = 0; round < 20; round++) {
      const both = await Promise.all([door(ours, statement), door(theirs, statement)]);
      expect(both).toEqual([[{ id: ours.number.id }], [{ id: theirs.number.id }]]);
    }
  });

  it("takes no second statement along", async () => {
    const two = Prisma.sql`SELECT id FROM phone_number WHERE ${true}; SELECT 1`;
    await expect(door(ours, two)).rejects.toThrow("multiple commands");
  });
});

describe("a statement past Prisma within a transaction", () => {
  const ids = Prisma.sql`SELECT id FROM phone_number`;
  const rename = Prisma.sql`UPDATE organization SET name = 'Renamed'`;

  it("is behind the transaction's fence, and sees and shares what that does", async () => {
    const seen = await inOrganization(ours, async (tx) => {
      const { count } = await execute(tx, rename);
      const name = (await tx.organization.findUniqueOrThrow({ where: { id: ours.organizationId } })).name;
      return { count, name, rows: (await execute(tx, ids)).rows };
    });
    expect(seen).toEqual({ count: 1, name: "Renamed", rows: [{ id: ours.number.id }] });
  });

  it("is undone with it", async () => {
    const undone = inOrganization(theirs, async (tx) => {
      await execute(tx, rename);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    const row = await readInOrganization(theirs, (tx) => tx.organization.findFirstOrThrow());
    expect(row.name).not.toBe("Renamed");
  });

  it("is refused once that is over, by its end or by its time limit", async () => {
    let kept: Tx | undefined;
    await inOrganization(ours, async (tx) => {
      kept = tx;
    });
    await expect(execute(kept as Tx, ids)).rejects.toThrow("The transaction is over");
    const late = asSystem(
      async (tx) => {
        await new Promise((resolve) => setTimeout(resolve, 400));
        return execute(tx, rename).catch((error: Error) => error.message);
      },
      { timeoutMs: 100 },
    );
    expect(await late.catch((error: { code: string }) => error.code)).toMatch(/P2028|The transaction is over/);
    expect(await readAsSystem((tx) => tx.organization.count({ where: { name: "Renamed" } }))).toBe(1);
  });

  it("has no place among reads that are apart", async () => {
    await expect(readInOrganization(ours, (tx) => execute(tx, ids))).rejects.toThrow("Only the doors that write");
  });
});
