import type { ApiKey } from "@/lib/generated/prisma/client";
import { knownScopes } from "@/lib/identity/scopes";
import { truncatedToken } from "@/lib/identity/tokens";
import type { ApiKeyRecord } from "./schemas";

export function serializeApiKey(row: ApiKey): ApiKeyRecord {
  return {
    id: row.id,
    key_id: truncatedToken("ak", row.id),
    name: row.name,
    expires_at: row.expiresAt?.getTime() ?? null,
    created_at: row.createdAt.toISOString(),
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    scopes: knownScopes(row.scopes),
    created_by: row.createdById,
  };
}

export function auditedApiKey(row: ApiKey) {
  const { name, key_id, scopes, expires_at } = serializeApiKey(row);
  return { name, key_id, scopes, expires_at: expires_at === null ? null : new Date(expires_at).toISOString() };
}
