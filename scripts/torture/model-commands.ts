import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect } from "vitest";
import { POST } from "@/app/api/core/managed-accounts/[managedAccountId]/purchase-number/route";
import { GET } from "@/app/api/core/managed-accounts/[managedAccountId]/search-numbers/route";
import { DELETE, PATCH } from "@/app/api/core/phone-numbers/[phoneNumber]/route";
import type { FaultKind, FaultOperation } from "@/lib/carriers/simulator/control-contract";
import { asSystem } from "@/lib/db";
import { startEngine, stopEngine } from "@/lib/durable/engine";
import { reconcile } from "@/lib/reconcile/reconcile";
import { call } from "@/lib/testing/api";
import { newOrganization } from "@/lib/testing/organization";
import { simulator } from "@/lib/testing/world";

type Owned = { id: string; shareable: boolean };
type Answer = { number: string; status: number; code: string | undefined; id: string | undefined };
type Tenant = { limit: number; owned: Map<string, Owned>; keys: Map<string, Answer> };
/** What must be so, by thinking alone. */
export type Model = { tenants: Tenant[]; gone: Set<string> };
/** What is. */
export type Real = { tenants: Awaited<ReturnType<typeof newOrganization>>[]; numbers: string[]; tokens: string[] };

type Command = fc.AsyncCommand<Model, Real>;

const TENANTS = 2;
export const NUMBERS = 6;
const LIMIT = 3;
const FINAL_MS = 20_000;

export async function begin(numbers: string[]): Promise<{ model: Model; real: Real }> {
  const tenants = await Promise.all(Array.from({ length: TENANTS }, () => newOrganization({ limit: LIMIT })));
  const model = tenants.map(() => ({ limit: LIMIT, owned: new Map(), keys: new Map() }));
  return { model: { tenants: model, gone: new Set() }, real: { tenants, numbers, tokens: [] } };
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`nothing at ${index}`);
  return item;
}

/** A command from a name and what it does; it always may run. */
const command = (name: string, run: (model: Model, real: Real) => Promise<void>): Command => ({
  check: () => true,
  run,
  toString: () => name,
});

function expected({ tenants, gone }: Model, tenant: Tenant, number: string, key: string | undefined): Answer {
  const known = key === undefined ? undefined : tenant.keys.get(key);
  const no = (status: number, code: string): Answer => ({ number, status, code, id: undefined });
  if (known) return known.number === number ? known : no(422, "idempotency_key_reused");
  if (tenant.owned.has(number)) return no(409, "number_already_owned");
  if (tenants.some(({ owned }) => owned.has(number))) return no(409, "number_unavailable");
  if (tenant.owned.size >= tenant.limit) return no(409, "phone_number_limit_reached");
  if (gone.has(number)) return no(409, "number_unavailable");
  return { number, status: 201, code: undefined, id: undefined };
}

const purchase = (who: number, which: number, key: string | undefined, copies: number) =>
  command(`purchase(${who}, ${which}, ${key ?? "no key"}, ${copies}×)`, async (model, real) => {
    const tenant = at(model.tenants, who);
    const number = at(real.numbers, which);
    const { apiKey } = at(real.tenants, who);
    const want = expected(model, tenant, number, key);
    const sent = key ?? randomUUID();
    const answers = await Promise.all(Array.from({ length: copies }, () => buy(apiKey, number, sent)));
    for (const { status, json } of answers) {
      expect([status, json.code]).toEqual([want.status, want.code]);
      want.id ??= json.id;
      expect(json.id).toBe(want.id);
    }
    if (want.status === 201 && want.id !== undefined && !(key !== undefined && tenant.keys.has(key))) {
      tenant.owned.set(number, { id: want.id, shareable: false });
    }
    if (key !== undefined && want.code !== "idempotency_key_reused") tenant.keys.set(key, want);
  });

/** As a client does: the same again until the answer is final. */
async function buy(token: string, number: string, key: string) {
  for (const end = Date.now() + FINAL_MS; ; await sleep(50)) {
    const answer = await call(POST, {
      token,
      params: { managedAccountId: "default" },
      body: { phone_number: number },
      headers: { "Idempotency-Key": key },
    });
    const passing = [202, 503].includes(answer.status) || answer.json.code === "idempotency_key_in_flight";
    if (!passing || Date.now() > end) return answer;
  }
}

const setLimit = (who: number, limit: number) =>
  command(`setLimit(${who}, ${limit})`, async (model, real) => {
    at(model.tenants, who).limit = limit;
    const { id } = at(real.tenants, who);
    await asSystem((tx) => tx.organization.update({ where: { id }, data: { phoneNumberLimitOverride: limit } }));
  });

/** Mostly one of its own, so that something happens. */
function preferOwned({ owned }: Tenant, { numbers }: Real, which: number): string {
  const own = [...owned.keys()];
  return which < own.length ? at(own, which) : which % 2 === 0 && own.length > 0 ? at(own, 0) : at(numbers, which);
}

const share = (who: number, which: number, shareable: boolean) =>
  command(`share(${who}, ${which}, ${shareable})`, async (model, real) => {
    const number = preferOwned(at(model.tenants, who), real, which);
    const owned = at(model.tenants, who).owned.get(number);
    const body = { outbound_shareable: shareable };
    const { apiKey } = at(real.tenants, who);
    const { status, json } = await call(PATCH, { token: apiKey, params: { phoneNumber: number }, body });
    expect(status).toBe(owned ? 200 : 404);
    if (!owned) return;
    owned.shareable = shareable;
    expect(json).toMatchObject({ id: owned.id, outbound_shareable: shareable });
  });

const release = (who: number, which: number) =>
  command(`release(${who}, ${which})`, async (model, real) => {
    const { owned } = at(model.tenants, who);
    const number = preferOwned(at(model.tenants, who), real, which);
    const { apiKey } = at(real.tenants, who);
    const ask = { method: "DELETE", token: apiKey, params: { phoneNumber: number }, path: "/?immediately=true" };
    const { status } = await call(DELETE, ask);
    expect(status).toBe(owned.has(number) ? 202 : 404);
    if (!owned.delete(number)) return;
    model.gone.add(number);
    const rows = () => asSystem((tx) => tx.phoneNumber.count({ where: { phoneNumber: number } }));
    await expect.poll(rows, { timeout: 15_000 }).toBe(0);
  });

/** A token that is revoked asks for a number: it gets nothing, and nothing happens. */
const useRevoked = (who: number, which: number) =>
  command(`useRevoked(${who}, ${which})`, async (_model, real) => {
    const tenant = at(real.tenants, who);
    const token = await tenant.keyWith("managed_accounts:manage", "phone_numbers:manage");
    real.tokens.push(token);
    const newest = { where: { organizationId: tenant.id }, orderBy: { createdAt: "desc" } } as const;
    const { id } = await asSystem((tx) => tx.apiKey.findFirstOrThrow(newest));
    await asSystem((tx) => tx.apiKey.delete({ where: { id } }));
    const body = { phone_number: at(real.numbers, which) };
    const { status } = await call(POST, { token, params: { managedAccountId: "default" }, body });
    expect(status).toBe(401);
  });

const search = (who: number) =>
  command(`search(${who})`, async (model, real) => {
    const { apiKey } = at(real.tenants, who);
    const params = { managedAccountId: "default" };
    const { status, json } = await call(GET, { token: apiKey, params, path: "/?area_code=415&limit=30" });
    expect(status).toBe(200);
    const shown: string[] = json.data.map((found: { phone_number: string }) => found.phone_number);
    expect(shown.filter((number) => model.tenants.some(({ owned }) => owned.has(number)))).toEqual([]);
  });

/** Befalls whatever asks next; whoever asks must get the same answer all the same. */
const fault = (operation: FaultOperation, kind: FaultKind) =>
  command(`fault(${operation}, ${kind})`, async () => {
    await simulator.addFault({ operation, kind, latency_ms: kind === "late_effect" ? 300 : 50 });
  });

const restart = command("restart", async () => {
  await stopEngine(0);
  await startEngine();
});

const sweep = command("reconcile", async () => {
  await simulator.clearFaults();
  const result = await reconcile({ graceMs: 0, absentForMs: 0, wait: true });
  expect(result).toMatchObject({ complete: true, acts: [] });
});

const who = fc.nat({ max: TENANTS - 1 });
const which = fc.nat({ max: NUMBERS - 1 });
const key = fc.option(fc.constantFrom("k1", "k2", "k3", "k4"), { nil: undefined, freq: 4 });

export const commands = fc.commands(
  [
    fc.tuple(who, which, key, fc.integer({ min: 1, max: 3 })).map((args) => purchase(...args)),
    fc.tuple(who, which, key, fc.integer({ min: 1, max: 3 })).map((args) => purchase(...args)),
    fc.tuple(who, which, fc.constant(undefined), fc.constant(1)).map((args) => purchase(...args)),
    fc.tuple(who, which).map((args) => release(...args)),
    fc.tuple(who, fc.integer({ min: 0, max: 4 })).map((args) => setLimit(...args)),
    fc.tuple(who, which, fc.boolean()).map((args) => share(...args)),
    fc.tuple(who, which).map((args) => release(...args)),
    fc.tuple(who, which).map((args) => useRevoked(...args)),
    who.map(search),
    fc
      .tuple(
        fc.constantFrom<FaultOperation>("buy", "release", "create_trunk", "origination"),
        fc.constantFrom<FaultKind>("rate_limit", "error_before", "error_after", "drop_after", "late_effect"),
      )
      .map((args) => fault(...args)),
    fc.constant(restart),
    fc.constant(sweep),
  ],
  { maxCommands: 25, size: "max" },
);
