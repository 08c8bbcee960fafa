import type { Invitation } from "@/lib/generated/prisma/client";
import type { InvitationRecord } from "./schemas";

export type InvitationRow = Invitation & { invitedBy: { name: string } | null };

export const withInviter = { invitedBy: { select: { name: true } } } as const;

export function serializeInvitation(row: InvitationRow): InvitationRecord {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    invited_by: row.invitedBy?.name ?? null,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
  };
}
