import type { ApiKey } from "@/lib/generated/prisma/client";
import type { Context } from "@/lib/identity/actor";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { revokeInvitationsOf } from "@/lib/identity/invitations/revoke-invitations-of";
import type { Tx } from "@/lib/platform/db/db";
import { auditedApiKey } from "./serialize-api-key";

/** Also revokes the invitations that it sent. Returns false when a concurrent request deleted it first. */
export async function removeApiKey(tx: Tx, ctx: Context, row: ApiKey): Promise<boolean> {
  await revokeInvitationsOf(tx, ctx, { invitedByKeyId: row.id });
  const { count } = await tx.apiKey.deleteMany({ where: { id: row.id, organizationId: ctx.organizationId } });
  if (count === 0) return false;
  await recordAuditEvent(tx, ctx, { action: "api_key.deleted", targetId: row.id, before: auditedApiKey(row) });
  return true;
}
