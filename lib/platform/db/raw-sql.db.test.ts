import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { Prisma } from "@/lib/generated/prisma/client";
import { env } from "@/lib/platform/env";
import { newTenant, type Tenant } from "@/test/support/tenant";
import { execute, type Tx } from "./db";
import type { Access, TenantScope } from "./query-in-scope";
import { system } from "./system";
import { tenant } from "./tenant";
import { TenantPool } from "./tenant-pool";

let ours: Tenant;
let theirs: Tenant;
beforeAll(async () => {
  [ours, theirs] = [await newTenant(), await newTenant()];
});

type Organization = { organizationId: string };
type Ask = (organization: Organization, statement: Prisma.Sql, options?: { name: string }) => Promise<object[]>;

const kinds: [string, Ask][] = [
  ["one statement that reads", async (of, statement, options) => (await tenant(of).sql(statement, options)).rows],
  [
    "one statement that writes",
    async (of, statement, options) => (await tenant(of).sql(statement, { writes: true, ...options })).rows,
  ],
];

describe.each(kinds)("%s", (_, ask) => {
  it("shows only the organization's own rows to a statement that forgot to say whose", async () => {
    expect(await ask(ours, Prisma.sql`SELECT id FROM phone_number`)).toEqual([{ id: ours.number.id }]);
    expect(await ask(ours, Prisma.sql`SELECT id FROM organization`)).toEqual([{ id: ours.organizationId }]);
    expect(await ask(ours, Prisma.sql`SELECT id FROM phone_number WHERE id = ${theirs.number.id}::uuid`)).toEqual([]);
    expect(await ask({ organizationId: randomUUID() }, Prisma.sql`SELECT id FROM phone_number`)).toEqual([]);
  });

  it("does so for a prepared statement too, whose plan another organization has made", async () => {
    const statement = Prisma.sql`SELECT id FROM phone_number WHERE ${true}`;
    const named = { name: "test_prepared" };
    for (let round = 0; round < 20; round++) {
      const both = await Promise.all([ask(ours, statement, named), ask(theirs, statement, named)]);
      expect(both).toEqual([[{ id: ours.number.id }], [{ id: theirs.number.id }]]);
    }
  });

  it("takes no second statement along", async () => {
    const two = Prisma.sql`SELECT id FROM phone_number WHERE ${true}; SELECT 1`;
    await expect(ask(ours, two)).rejects.toThrow("multiple commands");
  });
});

describe("one statement", () => {
  const settings = Prisma.sql`
    SELECT current_user AS role, current_setting('app.organization_id') AS organization,
           current_setting('transaction_read_only') AS read_only`;
  const app = { role: "trunkline_app", organization: "", read_only: "off" };
  /** One connection, so that what stayed with it would be seen. */
  async function onOneConnection<T>(work: (pool: TenantPool, connections: pg.Pool) => Promise<T>): Promise<T> {
    const connections = new pg.Pool({ connectionString: env().DATABASE_URL, pipeline: true, max: 1 });
    try {
      return await work(new TenantPool(connections), connections);
    } finally {
      await connections.end();
    }
  }

  it("sets what its kind says, for its own statement alone", async () => {
    await onOneConnection(async (pool, connections) => {
      const ask = async (access: Access, scope: TenantScope = { organizationId: ours.organizationId }) =>
        (await pool.autocommit(scope, access, { text: settings.text })).rows[0];
      const mine = { ...app, organization: ours.organizationId };
      expect(await ask("writes")).toEqual(mine);
      expect(await ask("reads")).toEqual({ ...mine, read_only: "on" });
      expect(await ask("writes", "system")).toEqual({ ...app, role: "trunkline_system" });
      const { rows: after } = await connections.query(settings.text);
      expect(after).toMatchObject([{ organization: "", read_only: "off" }]);
      expect(after[0].role).not.toMatch(/^trunkline_/);
    });
  });

  it("commits its statement or undoes it, and the next one has the connection", async () => {
    await onOneConnection(async (pool) => {
      const rename = (name: string, more = "") => ({
        text: `UPDATE organization SET name = $1 WHERE id = $2 ${more} RETURNING name`,
        values: [name, ours.organizationId],
      });
      const [first, second, third] = await Promise.allSettled([
        pool.autocommit(ours, "writes", rename("Once")),
        pool.autocommit(ours, "writes", rename("Never", "AND 1 / (position('O' in name) - 1) = 1")),
        pool.autocommit(ours, "reads", rename("Never")),
      ]);
      expect(first).toMatchObject({ value: { rows: [{ name: "Once" }], rowCount: 1 } });
      expect(second).toMatchObject({ reason: { code: "22012" } });
      expect(third).toMatchObject({ reason: { code: "25006" } });
      const { rows } = await pool.autocommit(ours, "reads", { text: "SELECT name FROM organization" });
      expect(rows).toEqual([{ name: "Once" }]);
    });
  });

  it("runs nothing when its scope is not prepared", async () => {
    await onOneConnection(async (pool, connections) => {
      await pool.autocommit(ours, "reads", { text: "SELECT 1" });
      await connections.query("DEALLOCATE tenant_scope");
      const unscoped = pool.autocommit(ours, "writes", { text: "UPDATE organization SET name = 'Open'" });
      await expect(unscoped).rejects.toMatchObject({ code: "26000" });
      expect(await system().transaction((tx) => tx.organization.count({ where: { name: "Open" } }))).toBe(0);
    });
  });
});

describe("raw SQL within a transaction", () => {
  const ids = Prisma.sql`SELECT id FROM phone_number`;
  const rename = Prisma.sql`UPDATE organization SET name = 'Renamed'`;

  it("runs in the transaction's scope, and sees and shares what that does", async () => {
    const seen = await tenant(ours).transaction(async (tx) => {
      const { count } = await execute(tx, rename);
      const name = (await tx.organization.findUniqueOrThrow({ where: { id: ours.organizationId } })).name;
      return { count, name, rows: (await execute(tx, ids)).rows };
    });
    expect(seen).toEqual({ count: 1, name: "Renamed", rows: [{ id: ours.number.id }] });
  });

  it("is undone with it", async () => {
    const undone = tenant(theirs).transaction(async (tx) => {
      await execute(tx, rename);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    const row = await tenant(theirs).read((tx) => tx.organization.findFirstOrThrow());
    expect(row.name).not.toBe("Renamed");
  });

  it("is refused once that is over, by its end or by its time limit", async () => {
    let kept: Tx | undefined;
    await tenant(ours).transaction(async (tx) => {
      kept = tx;
    });
    await expect(execute(kept as Tx, ids)).rejects.toThrow("The transaction is over");
    const late = system().transaction(
      async (tx) => {
        await new Promise((resolve) => setTimeout(resolve, 400));
        return execute(tx, rename).catch((error: Error) => error.message);
      },
      { timeoutMs: 100 },
    );
    expect(await late.catch((error: { code: string }) => error.code)).toMatch(/P2028|The transaction is over/);
    expect(await system().read((tx) => tx.organization.count({ where: { name: "Renamed" } }))).toBe(1);
  });

  it("has no place among reads that are apart", async () => {
    await expect(tenant(ours).read((db) => execute(db as Tx, ids))).rejects.toThrow("Only a transaction that writes");
  });
});
