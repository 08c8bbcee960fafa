import type { PersonalAccessToken } from "@/lib/generated/prisma/client";
import { knownScopes } from "@/lib/identity/scopes";
import { truncatedToken } from "@/lib/identity/tokens";
import type { PersonalAccessTokenRecord } from "./schemas";

export function serializePersonalAccessToken(row: PersonalAccessToken): PersonalAccessTokenRecord {
  return {
    id: row.id,
    key_id: truncatedToken("pat", row.id),
    name: row.name,
    expires_at: row.expiresAt?.getTime() ?? null,
    created_at: row.createdAt.toISOString(),
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    scopes: row.narrowed ? knownScopes(row.scopes) : null,
  };
}

export function auditedPersonalAccessToken(row: PersonalAccessToken) {
  const { name, key_id, scopes, expires_at } = serializePersonalAccessToken(row);
  return { name, key_id, scopes, expires_at: expires_at === null ? null : new Date(expires_at).toISOString() };
}
