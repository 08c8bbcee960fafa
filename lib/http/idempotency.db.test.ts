import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { system } from "@/lib/platform/db/system";
import { AppError } from "@/lib/platform/errors";
import { newOrganization } from "@/test/support/organization";
import type { ApiReply } from "./contract";
import { fingerprintOf, withIdempotency } from "./idempotency";
import { claimKey, storeAnswer } from "./idempotency-store";
import { purgeIdempotencyKeys } from "./purge-idempotency-keys";

const once = { endpoint: "createThing", key: "k", days: 1 };
const request = { params: undefined, body: { name: "thing" } };
const created = async (): Promise<ApiReply> => ({ status: 201, body: { id: 1 } });
const never = () => Promise.reject(new Error("must not run"));

function gate() {
  let open = (_reply: ApiReply | Error) => {};
  const opened = new Promise<ApiReply>((resolve, reject) => {
    open = (reply) => (reply instanceof Error ? reject(reply) : resolve(reply));
  });
  return { open, opened };
}

async function inFlight() {
  const { ctx, id } = await newOrganization();
  const { open, opened } = gate();
  const first = withIdempotency(ctx, once, request, () => opened);
  const claims = () => system().transaction((tx) => tx.idempotencyKey.count({ where: { organizationId: id } }));
  await expect.poll(claims).toBe(1);
  return { ctx, id, first, open };
}

/** How many leases ago the key was first taken. */
async function leasesPassed(organizationId: string): Promise<number> {
  const [row] = await system().transaction(
    (tx) => tx.$queryRaw<{ ms: number }[]>`
      SELECT extract(epoch FROM now() - min(created_at))::float * 1000 AS ms
      FROM idempotency_key WHERE organization_id = ${organizationId}::uuid`,
  );
  return (row?.ms ?? 0) / Number(process.env.LEASE_MS);
}

describe("a key that is in flight", () => {
  it("is waited for, and its answer replayed", async () => {
    const { ctx, first, open } = await inFlight();
    const second = withIdempotency(ctx, once, request, never);
    open({ status: 201, body: { id: 7 } });
    expect(await first).toEqual({ status: 201, body: { id: 7 } });
    expect(await second).toMatchObject({ status: 201, body: { id: 7 }, headers: { "Idempotency-Replayed": "true" } });
  });

  it("for longer than one may wait is 409 with Retry-After", async () => {
    const { ctx, first, open } = await inFlight();
    const refused = await withIdempotency(ctx, once, request, never).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "idempotency_key_in_flight", extra: { retryAfter: 1 } });
    open({ status: 201, body: {} });
    await first;
  });

  it("of another request is 422 at once", async () => {
    const { ctx, first, open } = await inFlight();
    const other = { params: undefined, body: { name: "other" } };
    await expect(withIdempotency(ctx, once, other, never)).rejects.toMatchObject({ code: "idempotency_key_reused" });
    open({ status: 201, body: {} });
    await first;
  });

  it.each([
    ["has no certain end yet", { status: 202, body: {} }],
    ["meets a passing failure", new AppError("carrier_unavailable", "Away.")],
  ])("and %s goes to who waits for it", async (_name, end) => {
    const { ctx, first, open } = await inFlight();
    const second = withIdempotency(ctx, once, request, created);
    open(end);
    await first.catch(() => {});
    expect(await second).toEqual({ status: 201, body: { id: 1 } });
  });

  it("stays its request's for as long as that runs", async () => {
    const { ctx, first, open } = await inFlight();
    await expect.poll(() => leasesPassed(ctx.organizationId)).toBeGreaterThan(2);
    await expect(withIdempotency(ctx, once, request, never)).rejects.toMatchObject({
      code: "idempotency_key_in_flight",
    });
    open({ status: 201, body: { id: 7 } });
    expect(await first).toEqual({ status: 201, body: { id: 7 } });
  });

  it("and was lost, or given up by another that took it, is kept with the answer that comes after all", async () => {
    const { ctx, id, first, open } = await inFlight();
    await system().transaction((tx) => tx.idempotencyKey.deleteMany({ where: { organizationId: id } }));
    open({ status: 201, body: { id: 7 } });
    expect(await first).toEqual({ status: 201, body: { id: 7 } });
    expect(await withIdempotency(ctx, once, request, never)).toMatchObject({ status: 201, body: { id: 7 } });
  });

  it("of a server that died is taken over after two leases", async () => {
    const { ctx } = await newOrganization();
    const dead = await claimKey(ctx, once, fingerprintOf(request));
    expect(dead).toMatchObject({ key: "k" });
    await expect(withIdempotency(ctx, once, request, never)).rejects.toMatchObject({
      code: "idempotency_key_in_flight",
    });
    const taken = () => withIdempotency(ctx, once, request, created).catch(() => undefined);
    await expect.poll(taken).toMatchObject({ status: 201, body: { id: 1 } });
  });

  it.each([
    ["fails", new Error("thawed")],
    ["is refused", new AppError("number_unavailable", "Somebody else has it.")],
    ["has another answer", { status: 201, body: { id: 2 } }],
  ])(
    "and was taken from a frozen request which then %s keeps the answer of the one that took it",
    async (_name, end) => {
      const { ctx, id, first, open } = await inFlight();
      const owner = randomUUID();
      await system().transaction((tx) =>
        tx.idempotencyKey.updateMany({ where: { organizationId: id }, data: { owner } }),
      );
      await storeAnswer(
        { ctx, ...once, fingerprint: fingerprintOf(request), owner },
        { status: 201, headers: {}, body: { id: 1 } },
      );
      open(end);
      if (end instanceof Error && !(end instanceof AppError)) await expect(first).rejects.toThrow("thawed");
      else expect(await first).toMatchObject({ body: { id: 1 }, headers: { "Idempotency-Replayed": "true" } });
      expect(await withIdempotency(ctx, once, request, never)).toMatchObject({ status: 201, body: { id: 1 } });
    },
  );

  it("and was taken from a frozen request stays with the one that took it, which still works", async () => {
    const { id, first, open } = await inFlight();
    const owner = randomUUID();
    await system().transaction((tx) =>
      tx.idempotencyKey.updateMany({ where: { organizationId: id }, data: { owner } }),
    );
    open({ status: 201, body: { id: 2 } });
    await first.catch(() => {});
    const [key] = await system().transaction((tx) => tx.idempotencyKey.findMany({ where: { organizationId: id } }));
    expect(key).toMatchObject({ owner, status: null, body: null });
  });
});

describe("expired keys", () => {
  it("are purged in batches, and no others", async () => {
    const { id: organizationId, ctx } = await newOrganization();
    await withIdempotency(ctx, once, request, created);
    const expired = {
      organizationId,
      endpoint: "e",
      fingerprint: "f",
      lockedUntil: new Date(0),
      expiresAt: new Date(0),
    };
    const data = Array.from({ length: 7 }, (_, index) => ({ ...expired, key: `k${index}` }));
    await system().transaction((tx) => tx.idempotencyKey.createMany({ data }));
    expect(await purgeIdempotencyKeys(3)).toBe(7);
    const left = await system().transaction((tx) => tx.idempotencyKey.findMany({ where: { organizationId } }));
    expect(left.map(({ key }) => key)).toEqual(["k"]);
  });

  it("are left to the server that purges already", async () => {
    await system().transaction(async (tx) => {
      await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('trunkline:idempotency-purge'))::text`;
      expect(await purgeIdempotencyKeys()).toBe(0);
    });
  });

  it("are kept as long as their operation says", async () => {
    const { ctx, id } = await newOrganization();
    await withIdempotency(ctx, { ...once, days: 30 }, request, created);
    const [row] = await system().transaction((tx) => tx.idempotencyKey.findMany({ where: { organizationId: id } }));
    const days = ((row?.expiresAt.getTime() ?? 0) - (row?.createdAt.getTime() ?? 0)) / 86_400_000;
    expect(Math.round(days)).toBe(30);
  });
});
