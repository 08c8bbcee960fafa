import { createHash, randomUUID } from "node:crypto";
import { type PhoneNumberImport, Prisma } from "@/lib/generated/prisma/client";
import { type Context, personBehind } from "@/lib/identity/actor";
import { execute, type Tx } from "@/lib/platform/db/db";
import { tenant } from "@/lib/platform/db/tenant";
import { AppError } from "@/lib/platform/errors";
import { lockCustomerTrunk } from "@/lib/trunks/get-trunk";
import type { ImportQuery } from "./schemas";

const MAX_WAITING = 3;
const RETRY_SECONDS = 15;
const CHUNK_BYTES = 256 * 1024;

export type ImportFile = { chunks: Uint8Array[]; bytes: number; sha256: string };

export type ImportOrder = { file: ImportFile; query: ImportQuery; idempotencyKey: string | null };

/**
 * Stores the import and its file in one transaction, so that it always runs to an end. Idempotent by key. Throws
 * `not_found` and `managed_trunk` for the trunk, `rate_limited` while too many imports wait, `idempotency_key_reused`.
 */
export function acceptImport(ctx: Context, order: ImportOrder): Promise<string> {
  const id = importId(ctx, order);
  return tenant(ctx).transaction(async (tx) => {
    // Serializes concurrent requests so that each counts the imports before it.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`trunkline:import:${ctx.organizationId}`}))`;
    const known = await tx.phoneNumberImport.findUnique({ where: { id } });
    if (known) return joined(known, order);
    await refuseTooMany(tx, ctx);
    if (order.query.trunk_id) await lockCustomerTrunk(tx, ctx, order.query.trunk_id, "Choose one of your own trunks.");
    await write(tx, ctx, id, order);
    return id;
  });
}

/** Deterministic, so the same organization and key map to the same import. */
function importId({ organizationId }: Context, { idempotencyKey }: ImportOrder): string {
  if (idempotencyKey === null) return randomUUID();
  const parts = [organizationId, "import-phone-numbers", idempotencyKey];
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest();
  // RFC 9562 version 8: a UUID with custom contents.
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return hash.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function joined(known: PhoneNumberImport, { file, query }: ImportOrder): string {
  const isSame =
    known.fileSha256 === file.sha256 &&
    known.dryRun === (query.dry_run ?? false) &&
    known.trunkId === (query.trunk_id ?? null);
  if (isSame) return known.id;
  throw new AppError("idempotency_key_reused", "This Idempotency-Key was used for another request. Use a new one.");
}

async function refuseTooMany(tx: Tx, { organizationId }: Context): Promise<void> {
  const unfinished = await tx.phoneNumberImport.count({ where: { organizationId, finishedAt: null } });
  if (unfinished <= MAX_WAITING) return;
  const detail = `${unfinished} imports of your organization are not finished. Send the file again when one has ended.`;
  throw new AppError("rate_limited", detail, { retryAfter: RETRY_SECONDS });
}

async function write(tx: Tx, ctx: Context, id: string, { file, query }: ImportOrder): Promise<void> {
  const { organizationId, actor, credential, address, requestId } = ctx;
  await tx.phoneNumberImport.create({
    data: {
      id,
      organizationId,
      dryRun: query.dry_run ?? false,
      trunkId: query.trunk_id ?? null,
      fileName: query.file_name ?? null,
      fileBytes: file.bytes,
      fileSha256: file.sha256,
      actorKind: actor.kind,
      actorId: actor.id,
      userId: personBehind(actor),
      credential,
      address,
      requestId,
    },
  });
  let position = 0;
  for (const bytes of inChunks(file.chunks)) {
    await execute(
      tx,
      Prisma.sql`
        INSERT INTO phone_number_import_chunk (organization_id, import_id, position, bytes)
        VALUES (${organizationId}::uuid, ${id}::uuid, ${position++}, ${bytes})`,
    );
  }
}

function* inChunks(pieces: Uint8Array[]): Generator<Buffer> {
  let [held, size]: [Uint8Array[], number] = [[], 0];
  for (const piece of pieces) {
    held.push(piece);
    size += piece.byteLength;
    if (size < CHUNK_BYTES) continue;
    yield Buffer.concat(held);
    [held, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(held);
}
