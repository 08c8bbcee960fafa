import { createHash } from "node:crypto";
import type { Context } from "@/lib/auth/actor";
import { inOrganization } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { errorResponse } from "./error-response";
import type { ApiReply } from "./with-api";

/** A key outlives the slowest request by this much, so that nobody takes it from one that still runs. */
const LOCK_MARGIN_MS = 35_000;
const POLL_MS = 50;
const SLOWEST_POLL_MS = 500;

/** Whose answer is kept, and for how long. */
export type Once = { endpoint: string; key: string; days: number };

/** A key in hand: only under this very lock may its answer be written. */
type Held = { ctx: Context; endpoint: string; key: string; lockedUntil: Date };
type Stored = { fingerprint: string; status: number | null; headers: unknown; body: unknown };

/**
 * Runs `reply` at most once to its end per key (IETF draft-ietf-httpapi-idempotency-key-header): the same request gets
 * the stored answer again and waits IDEMPOTENCY_WAIT_MS for one in flight, then it is 409; another request under the key
 * is 422. Only definite answers are stored: an unknown outcome or a passing failure may be asked again.
 * @param request what the client asked, after validation
 */
export async function answerOnce(
  ctx: Context,
  once: Once,
  request: { params: unknown; body: unknown },
  reply: () => Promise<ApiReply>,
): Promise<ApiReply> {
  const found = await claimOrWait(ctx, once, fingerprintOf(request));
  if (!("lockedUntil" in found)) return replay(found);
  try {
    const answer = await reply();
    await settle(found, answer);
    return answer;
  } catch (error) {
    await settleFailure(found, error);
    throw error;
  }
}

/** The key, or the answer that is stored under it, now or within the wait. Throws `idempotency_key_reused`. */
async function claimOrWait(ctx: Context, once: Once, fingerprint: string): Promise<Held | Stored> {
  const until = performance.now() + env().IDEMPOTENCY_WAIT_MS;
  for (let pollMs = POLL_MS; ; pollMs = Math.min(pollMs * 2, SLOWEST_POLL_MS)) {
    const found = await claim(ctx, once, fingerprint);
    if (found && "lockedUntil" in found) return found;
    if (found && found.fingerprint !== fingerprint) {
      throw new AppError("idempotency_key_reused", "This Idempotency-Key was used for another request. Use a new one.");
    }
    const left = until - performance.now();
    if (found && (found.status !== null || left <= 0)) return found;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, Math.min(pollMs, left))));
  }
}

/** The key of a request, or null when it has none. Throws `validation_failed` for one that is no key. */
export function idempotencyKeyOf(request: Request): string | null {
  const key = request.headers.get("idempotency-key");
  if (key === null) return null;
  // The IETF draft writes the key as a quoted string; everybody sends it bare.
  const bare = key.trim().replace(/^"(.*)"$/, "$1");
  if (/^[\x21-\x7e]{1,255}$/.test(bare)) return bare;
  const errors = [{ path: "Idempotency-Key", message: "Expected 1 to 255 visible ASCII characters." }];
  throw new AppError("validation_failed", "The Idempotency-Key is not valid.", { errors });
}

/**
 * Takes the key, or an abandoned one, or says what is stored under it; undefined when it was given up just now. The
 * database's clock decides.
 */
async function claim(ctx: Context, once: Once, fingerprint: string): Promise<Held | Stored | undefined> {
  const { endpoint, key, days } = once;
  const lockSeconds = (env().PURCHASE_WAIT_MS + LOCK_MARGIN_MS) / 1_000;
  return inOrganization(ctx, async (tx) => {
    const [taken] = await tx.$queryRaw<{ locked_until: Date }[]>`
      INSERT INTO idempotency_key (organization_id, endpoint, key, fingerprint, locked_until, expires_at)
      VALUES (${ctx.organizationId}::uuid, ${endpoint}, ${key}, ${fingerprint},
              now() + make_interval(secs => ${lockSeconds}), now() + make_interval(days => ${days}::int))
      ON CONFLICT (organization_id, endpoint, key) DO UPDATE
        SET fingerprint = EXCLUDED.fingerprint, status = NULL, headers = NULL, body = NULL,
            locked_until = EXCLUDED.locked_until, expires_at = EXCLUDED.expires_at, created_at = now()
        WHERE idempotency_key.expires_at <= now()
           OR (idempotency_key.status IS NULL AND idempotency_key.locked_until <= now()
               AND idempotency_key.fingerprint = EXCLUDED.fingerprint)
      RETURNING locked_until`;
    if (taken) return { ctx, endpoint, key, lockedUntil: taken.locked_until };
    const where = { organizationId_endpoint_key: { organizationId: ctx.organizationId, endpoint, key } };
    const select = { fingerprint: true, status: true, headers: true, body: true } as const;
    return (await tx.idempotencyKey.findUnique({ where, select })) ?? undefined;
  });
}

function replay(stored: Stored): ApiReply {
  if (stored.status === null) {
    const detail = "A request with this Idempotency-Key is still running. Ask again in a moment.";
    throw new AppError("idempotency_key_in_flight", detail, { retryAfter: 1 });
  }
  const headers = { ...(stored.headers as Record<string, string>), "Idempotency-Replayed": "true" };
  return { status: stored.status, body: stored.body, headers };
}

/** 202 is no answer yet: its key is freed, and asking again joins the same work. */
async function settle(held: Held, answer: ApiReply): Promise<void> {
  const { status = 200, headers = {}, body } = answer;
  if (status === 202) return forget(held);
  const data = { status, headers, body: body as Prisma.InputJsonValue };
  await inOrganization(held.ctx, (tx) => tx.idempotencyKey.updateMany({ where: stillHeld(held), data }));
}

const definiteRefusals = [404, 409, 422];

async function settleFailure(held: Held, error: unknown): Promise<void> {
  if (error instanceof AppError) {
    const response = errorResponse(error, held.ctx.requestId);
    if (definiteRefusals.includes(response.status)) {
      const headers = { "Content-Type": "application/problem+json" };
      return settle(held, { status: response.status, headers, body: await response.json() });
    }
  }
  await forget(held);
}

async function forget(held: Held): Promise<void> {
  await inOrganization(held.ctx, (tx) => tx.idempotencyKey.deleteMany({ where: stillHeld(held) }));
}

/** A request that was frozen past its lock, and whose key another has taken, writes nothing. */
const stillHeld = ({ ctx, endpoint, key, lockedUntil }: Held) => ({
  organizationId: ctx.organizationId,
  endpoint,
  key,
  lockedUntil,
  status: null,
});

/** The same request has the same fingerprint whatever the order of its members. */
function fingerprintOf({ params, body }: { params: unknown; body: unknown }): string {
  return createHash("sha256").update(canonical({ params, body })).digest("hex");
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)
    .join(",")}}`;
}
