import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect } from "vitest";
import { DELETE as deleteKey } from "@/app/api/admin/organization-pats/[keyId]/route";
import { POST } from "@/app/api/core/managed-accounts/[managedAccountId]/purchase-number/route";
import { GET } from "@/app/api/core/managed-accounts/[managedAccountId]/search-numbers/route";
import { DELETE, PATCH } from "@/app/api/core/phone-numbers/[phoneNumber]/route";
import { reconcile } from "@/lib/numbers/reconcile/reconcile";
import { databasePool } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { startEngine, stopEngine } from "@/lib/platform/jobs/engine";
import type { FaultKind, FaultOperation } from "@/simulator/control-contract";
import { call } from "@/test/support/api";
import { simulator } from "@/test/support/world";
import { armFaults } from "./faults";
import { at, type Command, expected, type Model, NUMBERS, note, preferOwned, type Real, TENANTS } from "./model";

const FINAL_MS = 90_000;
const managedAccountId = "default";

/** A command that may always run. */
const command = (name: string, run: (model: Model, real: Real) => Promise<void>): Command => ({
  check: () => true,
  run,
  toString: () => name,
});

/** Server failures during a purchase. */
const troubles = {
  none: async () => {},
  /** The server dies and restarts. */
  kill: async () => {
    await stopEngine(0);
    await startEngine();
  },
  /** The server is declared dead, another one claims its work, and then the first one continues. */
  freeze: async () => {
    await databasePool().query("UPDATE dbos.workflow_status SET executor_id = 'frozen' WHERE status = 'PENDING'");
  },
};

type Trouble = keyof typeof troubles;

const purchase = (who: number, which: number, key: string | undefined, copies: number, trouble: Trouble) =>
  command(`purchase(${who}, ${which}, ${key ?? "no key"}, ${copies}×, ${trouble})`, async (model, real) => {
    const tenant = at(model.tenants, who);
    const number = at(real.numbers, which);
    const { apiKey } = at(real.tenants, who);
    const want = expected(model, tenant, number, key);
    const isFirst = key === undefined || !tenant.keys.has(key);
    const sent = key ?? randomUUID();
    const asking = Promise.all(Array.from({ length: copies }, () => buy(apiKey, number, sent)));
    // This process also sends the requests, so kill it only after the answers; the full chaos test kills busy servers.
    if (trouble === "kill") await asking;
    const [answers] = await Promise.all([asking, troubles[trouble]()]);
    for (const { status, json } of answers) {
      expect([status, json.code]).toEqual([want.status, want.code]);
      want.id ??= json.id;
      expect(json.id).toBe(want.id);
    }
    if (key !== undefined && want.code !== "idempotency_key_reused") tenant.keys.set(key, want);
    if (want.status !== 201 || want.id === undefined || !isFirst) return;
    tenant.owned.set(number, { id: want.id, shareable: false });
    note(tenant, "phone_number.purchased");
  });

/** Retries like a client until the answer is final, respecting the requested delay. */
async function buy(token: string, number: string, key: string) {
  for (const end = Date.now() + FINAL_MS; ; ) {
    const answer = await call(POST, {
      token,
      params: { managedAccountId },
      body: { phone_number: number },
      headers: { "Idempotency-Key": key },
    });
    const passing = [202, 429, 503].includes(answer.status) || answer.json.code === "idempotency_key_in_flight";
    if (!passing || Date.now() > end) return answer;
    await sleep(answer.status === 429 ? 1_000 * Number(answer.headers.get("retry-after")) : 50);
  }
}

/** Raises or lowers the limit, even below current usage. */
const setLimit = (who: number, limit: number) =>
  command(`setLimit(${who}, ${limit})`, async (model, real) => {
    at(model.tenants, who).limit = limit;
    const { id } = at(real.tenants, who);
    await system().transaction((tx) =>
      tx.organization.update({ where: { id }, data: { phoneNumberLimitOverride: limit } }),
    );
  });

const share = (who: number, which: number, shareable: boolean) =>
  command(`share(${who}, ${which}, ${shareable})`, async (model, real) => {
    const tenant = at(model.tenants, who);
    const number = preferOwned(tenant, real, which);
    const owned = tenant.owned.get(number);
    const body = { outbound_shareable: shareable };
    const { apiKey } = at(real.tenants, who);
    const { status, json } = await call(PATCH, { token: apiKey, params: { phoneNumber: number }, body });
    expect(status).toBe(owned ? 200 : 404);
    if (!owned) return;
    if (owned.shareable !== shareable) note(tenant, "phone_number.shareable_changed");
    owned.shareable = shareable;
    expect(json).toMatchObject({ id: owned.id, outbound_shareable: shareable });
  });

const release = (who: number, which: number, trouble: Trouble) =>
  command(`release(${who}, ${which}, ${trouble})`, async (model, real) => {
    const tenant = at(model.tenants, who);
    const number = preferOwned(tenant, real, which);
    const { apiKey } = at(real.tenants, who);
    const ask = { method: "DELETE", token: apiKey, params: { phoneNumber: number }, path: "/?immediately=true" };
    const { status } = await call(DELETE, ask);
    expect(status).toBe(tenant.owned.has(number) ? 202 : 404);
    if (!tenant.owned.delete(number)) return;
    model.gone.add(number);
    note(tenant, "phone_number.release_requested");
    note(tenant, "phone_number.released");
    await troubles[trouble]();
    const rows = () => system().transaction((tx) => tx.phoneNumber.count({ where: { phoneNumber: number } }));
    await expect.poll(rows, { timeout: FINAL_MS }).toBe(0);
  });

/** A revoked token requests a number: it gets an error, and nothing changes. */
const revoke = (who: number, which: number) =>
  command(`revoke(${who}, ${which})`, async (model, real) => {
    const tenant = at(real.tenants, who);
    const token = await tenant.keyWith("managed_accounts:manage", "phone_numbers:manage");
    const newest = { where: { organizationId: tenant.id }, orderBy: { createdAt: "desc" } } as const;
    const { id: keyId } = await system().transaction((tx) => tx.apiKey.findFirstOrThrow(newest));
    expect((await call(deleteKey, { method: "DELETE", token: tenant.apiKey, params: { keyId } })).status).toBe(204);
    note(at(model.tenants, who), "api_key.deleted");
    const body = { phone_number: at(real.numbers, which) };
    expect((await call(POST, { token, params: { managedAccountId }, body })).status).toBe(401);
  });

const search = (who: number) =>
  command(`search(${who})`, async (model, real) => {
    const { apiKey } = at(real.tenants, who);
    const path = "/?area_code=415&limit=30";
    const { status, json } = await call(GET, { token: apiKey, params: { managedAccountId }, path });
    // While the carrier fails, search results are unknown.
    if (status === 503) return;
    expect(status).toBe(200);
    const shown: string[] = json.data.map((found: { phone_number: string }) => found.phone_number);
    expect(shown.filter((number) => model.tenants.some(({ owned }) => owned.has(number)))).toEqual([]);
  });

/** Affects the next request to the carrier, whose caller must still get the same answer. */
const fault = (operation: FaultOperation, kind: FaultKind) =>
  command(`fault(${operation}, ${kind})`, async () => {
    await simulator.addFault({ operation, kind, latency_ms: kind === "late_effect" ? 300 : 50 });
  });

/** A faulty carrier, until the next comparison. */
const faultProfile = (seed: number) =>
  command(`faultProfile(${seed})`, async () => {
    await simulator.clearFaults();
    await armFaults(simulator, seed);
  });

const sweep = command("reconcile", async () => {
  await simulator.clearFaults();
  const result = await reconcile({ graceMs: 0, absentForMs: 0, wait: true });
  expect(result).toMatchObject({ complete: true, acts: [] });
});

const who = fc.nat({ max: TENANTS - 1 });
const which = fc.nat({ max: NUMBERS - 1 });
const key = fc.option(fc.constantFrom("k1", "k2", "k3", "k4"), { nil: undefined, freq: 4 });
const copies = fc.integer({ min: 1, max: 3 });
const trouble = fc.constantFrom<Trouble>("none", "none", "none", "kill", "freeze");

export const commands = fc.commands(
  [
    fc.tuple(who, which, key, copies, trouble).map((args) => purchase(...args)),
    fc.tuple(who, which, key, copies, trouble).map((args) => purchase(...args)),
    fc.tuple(who, which, fc.constant(undefined), fc.constant(1), trouble).map((args) => purchase(...args)),
    fc.tuple(who, which, trouble).map((args) => release(...args)),
    fc.tuple(who, fc.integer({ min: 0, max: 4 })).map((args) => setLimit(...args)),
    fc.tuple(who, which, fc.boolean()).map((args) => share(...args)),
    fc.tuple(who, which).map((args) => revoke(...args)),
    who.map(search),
    fc
      .tuple(
        fc.constantFrom<FaultOperation>("buy", "release", "create_trunk", "origination"),
        fc.constantFrom<FaultKind>("rate_limit", "error_before", "error_after", "drop_after", "late_effect"),
      )
      .map((args) => fault(...args)),
    fc.nat({ max: 1_000 }).map(faultProfile),
    fc.constant(sweep),
  ],
  { maxCommands: 25, size: "max" },
);
