import { createHash } from "node:crypto";
import type { Context } from "@/lib/auth/actor";
import { inOrganization } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { errorResponse } from "./error-response";
import type { ApiReply } from "./with-api";

const KEPT_HOURS = 24;
const LOCK_SECONDS = 60;

type Stored = { fingerprint: string; status: number | null; headers: unknown; body: unknown; mine: boolean };

/**
 * Runs `reply` at most once to its end per key (IETF draft-ietf-httpapi-idempotency-key-header): the same request gets the stored
 * answer again, another request under the key is 422, one still in flight 409. Only definite answers are stored:
 * an unknown outcome or a passing failure may be asked again.
 * @param request what the client asked, after validation
 */
export async function answerOnce(
  ctx: Context,
  endpoint: string,
  key: string,
  request: { params: unknown; body: unknown },
  reply: () => Promise<ApiReply>,
): Promise<ApiReply> {
  const fingerprint = fingerprintOf(request);
  const stored = await claim(ctx, endpoint, key, fingerprint);
  if (stored.fingerprint !== fingerprint) {
    throw new AppError("idempotency_key_reused", "This Idempotency-Key was used for another request. Use a new one.");
  }
  if (!stored.mine) return replay(stored);
  try {
    const answer = await reply();
    await settle(ctx, endpoint, key, answer);
    return answer;
  } catch (error) {
    await settleFailure(ctx, endpoint, key, error);
    throw error;
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

/** Takes the key, or an abandoned one, or says what is stored under it. The database's clock decides. */
async function claim(ctx: Context, endpoint: string, key: string, fingerprint: string): Promise<Stored> {
  return inOrganization(ctx, async (tx) => {
    const [taken] = await tx.$queryRaw<{ fingerprint: string }[]>`
      INSERT INTO idempotency_key (organization_id, endpoint, key, fingerprint, locked_until, expires_at)
      VALUES (${ctx.organizationId}::uuid, ${endpoint}, ${key}, ${fingerprint},
              now() + make_interval(secs => ${LOCK_SECONDS}), now() + make_interval(hours => ${KEPT_HOURS}))
      ON CONFLICT (organization_id, endpoint, key) DO UPDATE
        SET fingerprint = EXCLUDED.fingerprint, status = NULL, headers = NULL, body = NULL,
            locked_until = EXCLUDED.locked_until, expires_at = EXCLUDED.expires_at, created_at = now()
        WHERE idempotency_key.expires_at <= now()
           OR (idempotency_key.status IS NULL AND idempotency_key.locked_until <= now()
               AND idempotency_key.fingerprint = EXCLUDED.fingerprint)
      RETURNING fingerprint`;
    if (taken) return { fingerprint, status: null, headers: null, body: null, mine: true };
    const row = await tx.idempotencyKey.findUniqueOrThrow({ where: keyed(ctx, endpoint, key) });
    return { ...row, mine: false };
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
async function settle(ctx: Context, endpoint: string, key: string, answer: ApiReply): Promise<void> {
  const { status = 200, headers = {}, body } = answer;
  if (status === 202) return forget(ctx, endpoint, key);
  const data = { status, headers, body: body as Prisma.InputJsonValue };
  await inOrganization(ctx, (tx) => tx.idempotencyKey.update({ where: keyed(ctx, endpoint, key), data }));
}

const definiteRefusals = [404, 409, 422];

async function settleFailure(ctx: Context, endpoint: string, key: string, error: unknown): Promise<void> {
  if (error instanceof AppError) {
    const response = errorResponse(error, ctx.requestId);
    if (definiteRefusals.includes(response.status)) {
      const headers = { "Content-Type": "application/problem+json" };
      return settle(ctx, endpoint, key, { status: response.status, headers, body: await response.json() });
    }
  }
  await forget(ctx, endpoint, key);
}

async function forget(ctx: Context, endpoint: string, key: string): Promise<void> {
  await inOrganization(ctx, (tx) =>
    tx.idempotencyKey.deleteMany({ where: { organizationId: ctx.organizationId, endpoint, key } }),
  );
}

const keyed = (ctx: Context, endpoint: string, key: string) => ({
  organizationId_endpoint_key: { organizationId: ctx.organizationId, endpoint, key },
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
