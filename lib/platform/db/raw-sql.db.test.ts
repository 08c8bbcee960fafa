import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { Prisma } from "@/lib/generated/prisma/client";
import { env } from "@/lib/platform/env";
import { asOwner } from "@/test/support/as-owner";
import { newTenant, type Tenant } from "@/test/support/tenant";
import { isDatabaseOutage } from "./database-errors";
import { execute, type Pipeline, type Tx } from "./db";
import type { Access, TenantScope } from "./query-in-scope";
import { system } from "./system";
import { tenant } from "./tenant";
import { type SqlExecutor, TenantPool } from "./tenant-pool";

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

describe("a pipeline", () => {
  const name = `Piped ${randomUUID()}`;
  const rename = Prisma.sql`UPDATE organization SET name = ${name} WHERE name LIKE 'Piped %'`;
  const renamed = () => system().read((tx) => tx.organization.count({ where: { name } }));
  const named = Prisma.sql`SELECT name FROM organization WHERE name = ${name}`;

  beforeAll(async () => {
    const data = { slug: randomUUID(), name: `Piped ${randomUUID()}` };
    await system().transaction((tx) => tx.organization.create({ data }));
  });

  it.each([
    ["that ends with nothing", async () => undefined],
    ["that throws", () => Promise.reject(new Error("undone"))],
  ])("%s leaves nothing", async (_, end) => {
    const undone = system().pipeline(async (tx) => {
      const [{ count }, { rows }] = await Promise.all([execute(tx, rename), execute(tx, named)]);
      expect([count, rows]).toEqual([1, [{ name }]]);
      return end();
    });
    expect(await undone.catch((error: Error) => error.message)).toBeOneOf([undefined, "undone"]);
    expect(await renamed()).toBe(0);
  });

  it("is not said to be committed when one of its statements was refused, though nobody looked", async () => {
    const broken = system().pipeline(async (tx) => {
      execute(tx, rename).catch(() => {});
      await execute(tx, Prisma.sql`SELECT 1 / 0`).catch(() => {});
      return "done";
    });
    await expect(broken).rejects.toThrow("was refused");
    expect(await renamed()).toBe(0);
  });

  it("gives what it commits, and says so while it does", async () => {
    const whileCommitting = vi.fn();
    const done = await system().pipeline(async (tx) => (await execute(tx, rename)).count, { whileCommitting });
    expect(done).toBe(1);
    expect(whileCommitting.mock.calls).toEqual([[1]]);
    expect(await renamed()).toBe(1);
  });

  it("is over when it has ended", async () => {
    const kept = await system().pipeline(async (tx) => tx);
    await expect(execute(kept as Pipeline, named)).rejects.toThrow("The transaction is over");
  });

  it("waits for a lock no longer than it may, and is not to blame", async () => {
    await system().transaction(async (tx) => {
      await execute(tx, rename);
      const waiting = system().pipeline((other) => execute(other, rename), { timeoutMs: 200 });
      await expect(waiting).rejects.toSatisfy(isDatabaseOutage);
    });
  });

  it("runs nothing when its scope is refused", async () => {
    const login = `login_${randomUUID().replaceAll("-", "")}`;
    await asOwner(`CREATE ROLE ${login} LOGIN PASSWORD 'login'`);
    const url = Object.assign(new URL(env().DATABASE_URL), { username: login, password: "login" });
    const connections = new pg.Pool({ connectionString: url.href, pipeline: true });
    const select = (run: SqlExecutor) => Promise.allSettled([run({ text: "SELECT 1" }), run({ text: "SELECT 2" })]);
    const outcomes: unknown[] = [];
    const work = async (run: SqlExecutor) => void outcomes.push(...(await select(run)));
    await new TenantPool(connections).pipeline("system", work, { timeoutMs: 1_000 });
    // Why, and not that the transaction is broken by then.
    const refused = { status: "rejected", reason: { code: "42501" } };
    expect(outcomes).toMatchObject([refused, refused]);
    await connections.end();
    await asOwner(`DROP ROLE ${login}`);
  });
});
