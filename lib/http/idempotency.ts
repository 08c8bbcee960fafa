import { createHash } from "node:crypto";
import type { Context } from "@/lib/identity/actor";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import type { ApiReply } from "./contract";
import { errorResponse } from "./error-response";
import {
  claimKey,
  dropKey,
  type IdempotencyOptions,
  type KeyLease,
  type StoredAnswer,
  storeAnswer,
  withLeaseHeartbeat,
} from "./idempotency-store";

const POLL_MS = 50;
const SLOWEST_POLL_MS = 500;

/**
 * Runs `reply` to completion at most once per key (IETF draft-ietf-httpapi-idempotency-key-header). The same request
 * gets the stored response, or 409 after waiting IDEMPOTENCY_WAIT_MS for one in flight; a different request with the
 * key gets 422. Unknown outcomes and transient failures are not stored, so they can be retried.
 * @param request the validated request
 */
export async function withIdempotency(
  ctx: Context,
  once: IdempotencyOptions,
  request: { params: unknown; body: unknown },
  reply: () => Promise<ApiReply>,
): Promise<ApiReply> {
  const found = await claimOrWait(ctx, once, fingerprintOf(request));
  if (!("owner" in found)) return replay(found);
  return withLeaseHeartbeat(found, async () => {
    let answer: ApiReply;
    try {
      answer = await reply();
    } catch (error) {
      const overtaken = await settleFailure(found, error);
      if (overtaken) return replay(overtaken);
      throw error;
    }
    const overtaken = await storeResponse(found, withoutSecret(answer, once.secretMember));
    return overtaken ? replay(overtaken) : answer;
  });
}

/** Throws `idempotency_key_reused`. */
async function claimOrWait(
  ctx: Context,
  once: IdempotencyOptions,
  fingerprint: string,
): Promise<KeyLease | StoredAnswer> {
  const until = performance.now() + env().IDEMPOTENCY_WAIT_MS;
  for (let pollMs = POLL_MS; ; pollMs = Math.min(pollMs * 2, SLOWEST_POLL_MS)) {
    const found = await claimKey(ctx, once, fingerprint);
    if (found && "owner" in found) return found;
    if (found && found.fingerprint !== fingerprint) {
      throw new AppError("idempotency_key_reused", "This Idempotency-Key was used for another request. Use a new one.");
    }
    const left = until - performance.now();
    if (found && (found.status !== null || left <= 0)) return found;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, Math.min(pollMs, left))));
  }
}

/** RFC 9651 §3.3.3: the IETF draft uses a quoted string, but most clients send the bare key. */
const quotedString = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;

/** The request's key, or null when it has none. Throws `validation_failed` for an invalid key. */
export function idempotencyKeyOf(request: Request): string | null {
  const key = request.headers.get("idempotency-key");
  if (key === null) return null;
  const quoted = quotedString.exec(key.trim())?.[1]?.replaceAll(/\\(.)/g, "$1");
  const bare = quoted ?? key.trim();
  const isKey = quoted === undefined ? /^[\x21-\x7e]{1,255}$/.test(bare) : bare.length >= 1 && bare.length <= 255;
  if (isKey) return bare;
  const message = "Use 1 to 255 visible ASCII characters; spaces only inside double quotes.";
  const errors = [{ path: "Idempotency-Key", message }];
  throw new AppError("validation_failed", "The Idempotency-Key is not valid.", { errors });
}

function replay(stored: StoredAnswer): ApiReply {
  if (stored.status === null) {
    const detail = "A request with this Idempotency-Key is still running. Ask again in a moment.";
    throw new AppError("idempotency_key_in_flight", detail, { retryAfter: 1 });
  }
  const headers = { ...(stored.headers as Record<string, string>), "Idempotency-Replayed": "true" };
  return { status: stored.status, body: stored.body, headers };
}

/** On 202, releases the key so that a retry joins the same work. Returns what a request that claimed the key stored. */
async function storeResponse(held: KeyLease, answer: ApiReply): Promise<StoredAnswer | undefined> {
  const { status = 200, headers = {}, body } = answer;
  if (status !== 202) return storeAnswer(held, { status, headers, body });
  await dropKey(held);
}

function withoutSecret(answer: ApiReply, secretMember: string | undefined): ApiReply {
  if (secretMember === undefined) return answer;
  return { ...answer, body: { ...(answer.body as Record<string, unknown>), [secretMember]: null } };
}

const definiteRefusals = [404, 409, 422];

async function settleFailure(held: KeyLease, error: unknown): Promise<StoredAnswer | undefined> {
  if (error instanceof AppError) {
    const response = errorResponse(error, held.ctx.requestId);
    if (definiteRefusals.includes(response.status)) {
      const headers = { "Content-Type": "application/problem+json" };
      return storeAnswer(held, { status: response.status, headers, body: await response.json() });
    }
  }
  await dropKey(held);
}

export function fingerprintOf({ params, body }: { params: unknown; body: unknown }): string {
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
