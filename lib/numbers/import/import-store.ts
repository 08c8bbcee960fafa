import { type PhoneNumberImport, Prisma } from "@/lib/generated/prisma/client";
import type { AuditSource } from "@/lib/identity/audit/audit-event";
import { bySystem, recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import type { Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import type { AppError } from "@/lib/platform/errors";
import type { FileSummary } from "./reader-messages";
import type { ImportError } from "./schemas";

export async function beginImport(id: string): Promise<PhoneNumberImport | undefined> {
  return system().transaction(async (tx) => {
    const begun = await tx.phoneNumberImport.updateMany({
      where: { id, startedAt: { not: null }, finishedAt: null },
      data: { heartbeatAt: new Date() },
    });
    return begun.count === 0 ? undefined : tx.phoneNumberImport.findUniqueOrThrow({ where: { id } });
  });
}

export async function* importChunks(id: string): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position++) {
    const {
      rows: [chunk],
    } = await system().sql<{ bytes: Uint8Array }>(
      Prisma.sql`SELECT bytes FROM phone_number_import_chunk WHERE import_id = ${id}::uuid AND position = ${position}`,
    );
    if (!chunk) return;
    yield chunk.bytes;
  }
}

export async function noteProgress(id: string, percent: number): Promise<void> {
  await system().sql(
    Prisma.sql`
    UPDATE phone_number_import SET percent = GREATEST(percent, ${Math.floor(percent)}::int), heartbeat_at = now()
    WHERE id = ${id}::uuid AND finished_at IS NULL`,
    { writes: true },
  );
}

export async function noteFile(id: string, { count: lines, ignoredColumns, warnings }: FileSummary): Promise<void> {
  await system().transaction((tx) =>
    tx.phoneNumberImport.updateMany({ where: { id, finishedAt: null }, data: { lines, ignoredColumns, warnings } }),
  );
}

export type ImportEnd = {
  failure?: Pick<AppError, "code" | "detail">;
  counts?: { newNumbers: number; unchanged: number };
  exceedsLimit?: boolean;
  errorCount?: number;
  errors?: ImportError[];
};

/** Runs once. Also audits the numbers that were added before a failure. */
export async function finishImport(id: string, { failure, counts, errors, ...rest }: ImportEnd): Promise<void> {
  await system().transaction(async (tx) => {
    const ended = await tx.phoneNumberImport.updateManyAndReturn({
      where: { id, finishedAt: null },
      data: {
        ...rest,
        ...counts,
        ...(errors && { errors }),
        errorCode: failure?.code ?? null,
        errorDetail: failure?.detail ?? null,
        finishedAt: new Date(),
        ...(!failure && { percent: 100 }),
      },
    });
    const [row] = ended;
    if (!row) return;
    await tx.phoneNumberImportChunk.deleteMany({ where: { organizationId: row.organizationId, importId: id } });
    await recordImport(tx, row);
  });
}

async function recordImport(tx: Tx, row: PhoneNumberImport): Promise<void> {
  if (row.dryRun || row.linesDone === 0 || row.newNumbers === 0) return;
  await recordAuditEvent(tx, importerOf(row), {
    action: "phone_number.imported",
    targetId: row.id,
    after: { numbers: row.newNumbers, trunk_ids: row.trunkIds.slice(0, 100) },
  });
}

/** Not the current caller, because the import may end long after the upload. */
function importerOf(row: PhoneNumberImport): AuditSource {
  const { organizationId, actorKind: kind, actorId: id, userId, credential, address, requestId } = row;
  if (kind === "system") return bySystem(organizationId, requestId);
  return { organizationId, actor: { kind, id, userId }, credential, address, requestId };
}
