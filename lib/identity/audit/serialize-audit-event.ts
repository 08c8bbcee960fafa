import type { AuditEvent } from "@/lib/generated/prisma/client";
import type { AuditEventRecord } from "./schemas";

export type AuditEventRow = AuditEvent & { userName: string | null };

export function serializeAuditEvent(row: AuditEventRow): AuditEventRecord {
  return {
    id: row.id,
    action: row.action,
    actor: { kind: row.actorKind, id: row.actorId, user_id: row.userId, name: row.userName ?? keyName(row.credential) },
    credential: row.credential,
    address: row.address,
    request_id: row.requestId,
    target_id: row.targetId,
    before: row.before as AuditEventRecord["before"],
    after: row.after as AuditEventRecord["after"],
    created_at: row.createdAt.toISOString(),
  };
}

/** Extracts `Deploy` from `Deploy (ak_3f2b61c0…)`, also after the key was deleted. */
function keyName(credential: string | null): string | null {
  return /^(.+) \(ak_[0-9a-f]+…\)$/u.exec(credential ?? "")?.[1] ?? null;
}
