import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { GET as listPhoneNumbers } from "@/app/api/core/phone-numbers/route";
import { Prisma } from "@/lib/generated/prisma/client";
import { sessionCookieName } from "@/lib/identity/session-cookie";
import { env } from "@/lib/platform/env";
import { startEngine, stopEngine } from "@/lib/platform/jobs/engine";
import { createUser } from "@/prisma/factories";
import { newTenant, ownersHeaders, type Tenant } from "@/test/security/callers";
import { addressOf, allOperations, type Operation } from "@/test/security/operations";
import type { ValidRequest } from "@/test/security/valid-requests/valid-request";
import { validRequestOf } from "@/test/security/valid-requests/valid-requests";
import { call } from "@/test/support/api";
import { asOwner } from "@/test/support/as-owner";
import { signInByPassword } from "@/test/support/call-auth";
import { freshNumber } from "@/test/support/fresh-number";
import { openConnections } from "@/test/support/open-connections";
import { newOrganization } from "@/test/support/organization";
import { atCarrier, calmCarrier, purchase } from "@/test/support/purchasing";
import { silentWay } from "@/test/support/silent-way";
import { simulator } from "@/test/support/world";
import { tenant } from "./tenant";

let way: Awaited<ReturnType<typeof silentWay>>;
beforeAll(async () => {
  way = await silentWay();
});
afterEach(async () => {
  way.resume();
  await calmCarrier();
});
afterAll(async () => {
  await stopEngine(0);
  await way.close();
});

/** Milliseconds. A slow machine is no failure: without a deadline there is no answer at all. */
const PATIENCE = 4_000;
const budgetOf = ({ method }: Operation) => (method === "GET" ? 5_000 : 10_000);

type Prepared = { operation: Operation; valid: ValidRequest; headers: Record<string, string> };

async function prepared(tenant: Tenant): Promise<Prepared[]> {
  const all: Prepared[] = [];
  for (const operation of allOperations()) {
    const valid = await validRequestOf(operation.name)(tenant);
    all.push({ operation, valid, headers: await ownersHeaders(operation, tenant) });
  }
  return all;
}

async function ask({ operation, valid, headers }: Prepared) {
  const { params = {}, query, body, csv } = valid;
  const content = csv ?? (body === undefined ? undefined : JSON.stringify(body));
  const request = new Request(`http://localhost${addressOf(operation.path, params, query)}`, {
    method: operation.method,
    headers: { ...headers, ...(content && { "Content-Type": csv === undefined ? "application/json" : "text/csv" }) },
    body: content,
  });
  const begun = performance.now();
  const { status, headers: answered } = await operation.route(request, { params: Promise.resolve(params) });
  const isInTime = performance.now() - begun < budgetOf(operation) + PATIENCE;
  return { name: operation.name, status, isInTime, retryAfter: answered.get("retry-after") };
}

async function poolsAreAtRest() {
  const { totalCount, idleCount, waitingCount } = openConnections();
  return totalCount === idleCount && waitingCount === 0;
}

describe("a database that falls silent on open connections", () => {
  it("costs every operation a 503 in its time, and every connection is there afterwards", async () => {
    const tenant = await newTenant();
    const requests = await prepared(tenant);
    await Promise.all(Array.from({ length: 20 }, () => call(listPhoneNumbers, { token: tenant.apiKey })));
    way.silence();
    const answers = await Promise.all(requests.map(ask));
    expect(answers.length).toBeGreaterThan(60);
    const refused = { status: 503, isInTime: true, retryAfter: "5" };
    expect(answers).toEqual(answers.map(({ name }) => ({ name, ...refused })));
    way.resume();
    await expect.poll(async () => (await call(listPhoneNumbers, { token: tenant.apiKey })).status).toBe(200);
    await expect.poll(poolsAreAtRest).toBe(true);
  }, 120_000);

  it("costs a sign-in an answer in time, which lets nobody in", async () => {
    const { email, password } = await createUser();
    way.silence();
    const begun = performance.now();
    const { error, cookies } = await signInByPassword({ email, password });
    expect([error, sessionCookieName() in cookies]).toEqual(["Unexpected", false]);
    expect(performance.now() - begun).toBeLessThan(10_000 + PATIENCE);
    way.resume();
    await expect.poll(async () => (await signInByPassword({ email, password })).error).toBe(null);
    await expect.poll(poolsAreAtRest).toBe(true);
  }, 120_000);

  it("while a purchase is under way loses nothing of it", async () => {
    const organization = await newOrganization();
    await startEngine();
    const number = freshNumber();
    await simulator.addFault({ operation: "buy", kind: "latency", latency_ms: 500, phone_number: number });
    const answer = purchase(organization.apiKey, { number });
    await expect
      .poll(async () => (await simulator.state()).owned.some((owned) => owned.phone_number === number))
      .toBe(true);
    way.silence();
    const { status } = await answer;
    expect([201, 202, 503]).toContain(status);
    way.resume();
    const stateOf = () =>
      asOwner<{ status: string; there: boolean }>(`
        SELECT status, EXISTS (SELECT FROM phone_number WHERE purchase_id = purchase.id) AS there
        FROM purchase WHERE phone_number = '${number}'`);
    await expect.poll(stateOf, { timeout: 60_000 }).toEqual([{ status: "completed", there: true }]);
    expect(await atCarrier(number)).toMatchObject({ times_bought: 1 });
  }, 120_000);
});

describe("a database that is slow", () => {
  it("behind its own locks costs a 503 in time, never another answer than that or the right one", async () => {
    const tenant = await newTenant();
    // Whoever is to sign in first has done so: the last session would be ended by another's request.
    const requests = (await prepared(tenant)).filter(
      // An import takes as long as its file.
      ({ operation: { name, sessionOnly } }) => !sessionOnly && name !== "importPhoneNumbers",
    );
    const locks = new pg.Client({ connectionString: env().DATABASE_URL });
    await locks.connect();
    await locks.query("BEGIN; LOCK TABLE phone_number, purchase, trunk, agent, audit_event, finding, webhook_endpoint");
    const answers = await Promise.all(requests.map(ask));
    await locks.end();
    for (const [index, { name, status, isInTime }] of answers.entries()) {
      // Some of them undo each other's rows.
      expect([requests[index]?.valid.status, 404, 409, 503], name).toContain(status);
      expect(isInTime, name).toBe(true);
    }
    expect(answers.filter(({ status }) => status === 503).length).toBeGreaterThan(30);
    await expect.poll(poolsAreAtRest).toBe(true);
  }, 120_000);

  it("for one organization leaves connections to the others", async () => {
    const [slow, other] = [await newOrganization(), await newOrganization()];
    const sleep = Prisma.sql`SELECT pg_sleep(30)::text`;
    let ended = 0;
    for (let index = 0; index < 60; index++) {
      const organization = { organizationId: slow.id };
      void tenant(organization)
        .sql(sleep)
        .catch(() => ended++);
    }
    const asleep = () =>
      asOwner<{ n: number }>(`
        SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`);
    await expect.poll(async () => (await asleep())[0]?.n).toBeGreaterThan(5);
    expect((await call(listPhoneNumbers, { token: other.apiKey })).status).toBe(200);
    expect((await asleep())[0]?.n).toBeGreaterThan(5);
    const wake = `
      SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`;
    const endedByNow = async () => {
      await asOwner(wake);
      return ended;
    };
    await expect.poll(endedByNow).toBe(60);
    await expect.poll(poolsAreAtRest).toBe(true);
  }, 120_000);
});
