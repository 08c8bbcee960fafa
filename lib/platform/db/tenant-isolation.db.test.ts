import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Prisma } from "@/lib/generated/prisma/client";
import { env } from "@/lib/platform/env";
import { asOwner } from "@/test/support/as-owner";
import { openConnections } from "@/test/support/open-connections";
import { newTenant, type Tenant } from "@/test/support/tenant";
import { execute, type ReadClient, type Tx } from "./db";
import { system } from "./system";
import { tenant } from "./tenant";
import { TenantPool } from "./tenant-pool";

let ours: Tenant;
let theirs: Tenant;
beforeAll(async () => {
  [ours, theirs] = [await newTenant(), await newTenant()];
});

type Ask = <T>(organization: { organizationId: string }, ask: (db: ReadClient) => Promise<T>) => Promise<T>;

const methods: [string, Ask][] = [
  ["a transaction", (organization, ask) => tenant(organization).transaction(ask)],
  ["a read", (organization, ask) => tenant(organization).read(ask)],
];

describe.each(methods)("%s of a tenant", (_, ask) => {
  it("shows only the organization's own rows to a query that forgot to say whose", async () => {
    const rows = await ask(ours, (tx) => tx.phoneNumber.findMany());
    expect(rows.map(({ id }) => id)).toEqual([ours.number.id]);
    expect(await ask(ours, (tx) => tx.organization.count())).toBe(1);
    expect(
      await ask(ours, (tx) => tx.$queryRaw`SELECT id FROM phone_number WHERE id = ${theirs.number.id}::uuid`),
    ).toEqual([]);
  });

  it("shows a row of another organization to nobody who asks for it in the same tick", async () => {
    const where = { id: ours.number.id };
    const both = await Promise.all([
      ask(ours, (tx) => tx.phoneNumber.findUnique({ where })),
      ask(theirs, (tx) => tx.phoneNumber.findUnique({ where })),
    ]);
    expect(both.map((row) => row?.id)).toEqual([ours.number.id, undefined]);
  });

  it("shows nothing to an organization that is not there", async () => {
    const nobody = { organizationId: randomUUID() };
    expect(await ask(nobody, (tx) => tx.organization.count())).toBe(0);
    expect(await ask(nobody, (tx) => tx.phoneNumber.count())).toBe(0);
    expect(await ask(nobody, (tx) => tx.apiKey.count())).toBe(0);
    expect(await ask(nobody, (tx) => tx.auditEvent.count())).toBe(0);
  });
});

const codeOf = (error: unknown) => JSON.stringify(error, Object.getOwnPropertyNames(error));

describe("a write past one's own organization", () => {
  it("is refused when it would add a row to another one", async () => {
    const data = { organizationId: theirs.organizationId, name: "Intruder" };
    await expect(tenant(ours).transaction((tx) => tx.agent.create({ data }))).rejects.toThrow(/row-level security/);
  });

  it("is refused when it would give a row away", async () => {
    const { organizationId } = theirs;
    const gift = tenant(ours).transaction(async (tx) => {
      const { id } = await tx.agent.create({ data: { organizationId: ours.organizationId, name: "Gift" } });
      return tx.agent.updateMany({ where: { id }, data: { organizationId } });
    });
    await expect(gift).rejects.toThrow(/row-level security/);
  });

  it("finds nothing to change or delete there", async () => {
    const where = { id: theirs.number.id };
    const written = tenant(ours).transaction(async (tx) => [
      await tx.phoneNumber.updateMany({ where, data: { outboundShareable: true } }),
      await tx.phoneNumber.deleteMany({ where }),
    ]);
    expect(await written).toEqual([{ count: 0 }, { count: 0 }]);
    expect(await system().read((tx) => tx.phoneNumber.findUnique({ where }))).toMatchObject({
      outboundShareable: false,
    });
  });

  it("reaches nothing with one statement", async () => {
    const { organizationId } = theirs;
    const release = Prisma.sql`DELETE FROM phone_number WHERE organization_id = ${organizationId}::uuid`;
    expect(await tenant(ours).sql(release, { writes: true })).toEqual({ rows: [], count: 0 });
    const intruder = Prisma.sql`INSERT INTO agent (organization_id, name) VALUES (${organizationId}::uuid, 'Intruder')`;
    await expect(tenant(ours).sql(intruder, { writes: true })).rejects.toThrow(/row-level security/);
    expect(await tenant(theirs).read((tx) => tx.phoneNumber.count())).toBe(1);
  });

  it("is refused by what only reads, in your own organization too", async () => {
    const data = { organizationId: ours.organizationId, name: "Written while reading" };
    const written = tenant(ours)
      .read((db) => (db as Tx).agent.create({ data }))
      .catch(codeOf);
    expect(await written).toContain("25006");
    await expect(tenant(ours).sql(Prisma.sql`DELETE FROM agent`)).rejects.toMatchObject({ code: "25006" });
    expect(await tenant(ours).read((tx) => tx.agent.count({ where: data }))).toBe(0);
  });
});

describe("a shared managed account", () => {
  it("may be used by every organization and changed by none", async () => {
    const where = { isDefault: true };
    expect(await tenant(ours).read((tx) => tx.managedAccount.count({ where }))).toBe(1);
    const data = { name: "Ours now" };
    expect(await tenant(ours).transaction((tx) => tx.managedAccount.updateMany({ where, data }))).toEqual({ count: 0 });
  });
});

describe("without an organization", () => {
  const seenBy = (role: string) =>
    asOwner<{ n: number }>(`SET ROLE ${role}; SELECT count(*)::int AS n FROM phone_number`);

  it("the role of requests sees nothing", async () => {
    expect(await seenBy("trunkline_app")).toEqual([{ n: 0 }]);
  });

  it("no text of a setting opens a table", async () => {
    const empty = `SET ROLE trunkline_app; SET app.organization_id = '';`;
    expect(await asOwner(`${empty} SELECT id FROM phone_number`)).toEqual([]);
  });
});

describe("a login that owns nothing", () => {
  const login = `login_${randomUUID().replaceAll("-", "")}`;
  const url = new URL(env().DATABASE_URL);
  url.username = login;
  url.password = "login";
  let connections: pg.Pool;

  beforeAll(async () => {
    await asOwner(`
      CREATE ROLE ${login} LOGIN PASSWORD 'login';
      GRANT trunkline_app, trunkline_system TO ${login} WITH INHERIT FALSE, SET TRUE`);
    connections = new pg.Pool({ connectionString: url.href, pipeline: true });
  });
  afterAll(async () => {
    await connections.end();
    await asOwner(`DROP ROLE ${login}`);
  });

  const text = "SELECT id FROM phone_number";

  it("serves an organization its rows in its scope", async () => {
    const pool = new TenantPool(connections);
    const { organizationId } = ours;
    const connection = await pool.within({ organizationId }, "reads", () => pool.connect());
    expect((await connection.query({ text })).rows).toEqual([{ id: ours.number.id }]);
  });

  it("sees no table outside a scope, and there is no way around it", async () => {
    await expect(connections.query(text)).rejects.toMatchObject({ code: "42501" });
    expect(() => new TenantPool(connections).query()).toThrow("through tenant() or system()");
    await expect(new TenantPool(connections).connect()).rejects.toThrow("through tenant() or system()");
  });
});

describe("1,000 requests, 40 at a time", () => {
  const boom = new Error("boom");
  const acts: ((whose: Tenant) => Promise<string[]>)[] = [
    (whose) => tenant(whose).transaction(idsWithin),
    (whose) => tenant(whose).read(idsWithin),
    async (whose) => (await tenant(whose).sql<{ id: string }>(idsAlone, { name: "test_ids" })).rows.map(({ id }) => id),
    (whose) =>
      tenant(whose).transaction(async (tx) => (await execute<{ id: string }>(tx, idsAlone)).rows.map(({ id }) => id)),
    (whose) =>
      tenant(whose).transaction(async (tx) => {
        await idsWithin(tx);
        throw boom;
      }),
    (whose) => tenant(whose).transaction((tx) => tx.$queryRaw`SELECT 1 / 0`),
    (whose) => tenant(whose).read((tx) => tx.$queryRaw`SELECT 1 / 0`),
    async (whose) => (await tenant(whose).sql(Prisma.sql`SELECT 1 / 0`, { writes: true })).rows.map(String),
    (whose) => tenant(whose).read((tx) => tx.$queryRaw`SELECT pg_cancel_backend(pg_backend_pid())`),
  ];

  it("of two organizations leak no row, whatever becomes of them, and leave every connection as it was", async () => {
    const seen: { expected: string; ids: string[] }[] = [];
    let begun = 0;
    const caller = async () => {
      for (let index = begun++; index < 1_000; index = begun++) {
        const whose = index % 2 === 0 ? ours : theirs;
        const ids = await acts[index % acts.length]?.(whose).catch(() => undefined);
        if (ids) seen.push({ expected: whose.number.id, ids });
      }
    };
    // More than there are connections, so that each is handed on at once.
    await Promise.all(Array.from({ length: 40 }, caller));
    expect(seen.length).toBe(Math.ceil((4 * 1_000) / acts.length));
    for (const { expected, ids } of seen) expect(ids).toEqual([expected]);
    expect(await statesOfConnections()).toEqual([{ organization: "", role: "none", read_only: "off" }]);
  }, 60_000);

  const idsAlone = Prisma.sql`SELECT id FROM phone_number`;
  const idsWithin = async (tx: ReadClient) =>
    (await tx.phoneNumber.findMany({ select: { id: true } })).map(({ id }) => id);

  /** The different ones. */
  async function statesOfConnections() {
    const connections = openConnections();
    const clients = await Promise.all(Array.from({ length: connections.totalCount }, () => connections.connect()));
    const states = await Promise.all(
      clients.map(async (client) => {
        const { rows } = await client.query(`
          SELECT coalesce(current_setting('app.organization_id', true), '') AS organization,
                 current_setting('role') AS role, current_setting('transaction_read_only') AS read_only`);
        client.release();
        return JSON.stringify(rows[0]);
      }),
    );
    return [...new Set(states)].map((state) => JSON.parse(state));
  }
});
