import { randomUUID } from "node:crypto";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "@/lib/identity/actor";
import { decrypt, encrypt } from "@/lib/platform/crypto/encryption";
import { tenant } from "@/lib/platform/db/tenant";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";

export type IdempotencyOptions = {
  endpoint: string;
  key: string;
  days: number;
  secretMember?: string | undefined;
};

/** A claimed key: only its owner may store the response. */
export type KeyLease = Pick<IdempotencyOptions, "endpoint" | "key" | "days"> & {
  ctx: Context;
  fingerprint: string;
  owner: string;
};
export type StoredAnswer = { fingerprint: string; status: number | null; headers: unknown; body: unknown };
type Answer = { status: number; headers: Record<string, string>; body: unknown };

const leaseSeconds = () => (env().LEASE_MS * 2) / 1_000;

/**
 * Claims a free or abandoned key for two leases, or returns what is stored under it; undefined when the key was
 * released just now. Expiry follows the database's clock.
 */
export async function claimKey(
  ctx: Context,
  { endpoint, key, days }: IdempotencyOptions,
  fingerprint: string,
): Promise<KeyLease | StoredAnswer | undefined> {
  const owner = randomUUID();
  const { count } = await tenant(ctx).sql(
    Prisma.sql`
      INSERT INTO idempotency_key (organization_id, endpoint, key, fingerprint, owner, locked_until, expires_at)
      VALUES (${ctx.organizationId}::uuid, ${endpoint}, ${key}, ${fingerprint}, ${owner}::uuid,
              now() + make_interval(secs => ${leaseSeconds()}), now() + make_interval(days => ${days}::int))
      ON CONFLICT (organization_id, endpoint, key) DO UPDATE
        SET fingerprint = EXCLUDED.fingerprint, status = NULL, headers = NULL, body = NULL, owner = EXCLUDED.owner,
            locked_until = EXCLUDED.locked_until, expires_at = EXCLUDED.expires_at, created_at = now()
        WHERE idempotency_key.expires_at <= now()
           OR (idempotency_key.status IS NULL AND idempotency_key.locked_until <= now()
               AND idempotency_key.fingerprint = EXCLUDED.fingerprint)`,
    { name: "claim_key", writes: true },
  );
  return count > 0 ? { ctx, endpoint, key, days, fingerprint, owner } : findStored({ ctx, endpoint, key });
}

async function findStored({ ctx, endpoint, key }: KeyRef): Promise<StoredAnswer | undefined> {
  const where = { organizationId_endpoint_key: { organizationId: ctx.organizationId, endpoint, key } };
  const select = { fingerprint: true, status: true, headers: true, body: true } as const;
  const stored = await tenant(ctx).read((tx) => tx.idempotencyKey.findUnique({ where, select }));
  return stored ? decryptBody(stored, { ctx, endpoint, key }) : undefined;
}

/** Keeps the claim while `work` runs by renewing it twice per lease. */
export async function withLeaseHeartbeat<T>(held: KeyLease, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => {
    extend(held).catch((error) => log().warn({ error }, "idempotency key not extended"));
  }, env().LEASE_MS / 2).unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

async function extend(held: KeyLease): Promise<void> {
  await tenant(held.ctx).sql(
    Prisma.sql`
      UPDATE idempotency_key SET locked_until = now() + make_interval(secs => ${leaseSeconds()})
      WHERE ${stillHeld(held)}`,
    { writes: true },
  );
}

/**
 * Stores the response before it is sent, also when a request that claimed the key meanwhile has released it. While
 * another request holds the key, returns what that request stored, if anything.
 */
export async function storeAnswer(held: KeyLease, answer: Answer): Promise<StoredAnswer | undefined> {
  const { status, headers, body } = answer;
  const { ctx, endpoint, key, days, fingerprint, owner } = held;
  const { count } = await tenant(ctx).sql(
    Prisma.sql`
      INSERT INTO idempotency_key (organization_id, endpoint, key, fingerprint, owner, locked_until, expires_at,
                                   status, headers, body)
      VALUES (${ctx.organizationId}::uuid, ${endpoint}, ${key}, ${fingerprint}, ${owner}::uuid,
              now(), now() + make_interval(days => ${days}::int),
              ${status}, ${JSON.stringify(headers)}::jsonb, to_jsonb(${encryptBody(body, held)}::text))
      ON CONFLICT (organization_id, endpoint, key) DO UPDATE
        SET status = EXCLUDED.status, headers = EXCLUDED.headers, body = EXCLUDED.body
        WHERE idempotency_key.owner = EXCLUDED.owner AND idempotency_key.status IS NULL`,
    { name: "store_answer", writes: true },
  );
  if (count > 0) return undefined;
  const stored = await findStored(held);
  return stored && stored.status !== null ? stored : undefined;
}

type KeyRef = Pick<KeyLease, "ctx" | "endpoint" | "key">;

const contextOf = ({ ctx, endpoint, key }: KeyRef) =>
  `idempotency_key:${ctx.organizationId}:${endpoint}:${key}` as const;

/** The response may contain a secret that is shown once and not stored elsewhere in plaintext. */
function encryptBody(body: unknown, place: KeyRef): string | null {
  return body === undefined ? null : encrypt(JSON.stringify(body), contextOf(place));
}

function decryptBody<T extends StoredAnswer>(stored: T, place: KeyRef): T {
  if (typeof stored.body !== "string") return { ...stored, body: undefined };
  return { ...stored, body: JSON.parse(decrypt(stored.body, contextOf(place))) };
}

export async function dropKey(held: KeyLease): Promise<void> {
  await tenant(held.ctx).sql(Prisma.sql`DELETE FROM idempotency_key WHERE ${stillHeld(held)}`, { writes: true });
}

/** A request that was suspended past its lease and lost its key must not write. */
const stillHeld = ({ ctx, endpoint, key, owner }: KeyLease) =>
  Prisma.sql`organization_id = ${ctx.organizationId}::uuid AND endpoint = ${endpoint} AND key = ${key}
             AND owner = ${owner}::uuid AND status IS NULL`;
