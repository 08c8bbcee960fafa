import { type Context, personBehind, requireScope } from "@/lib/identity/actor";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { expiryOf, requireNoMore } from "@/lib/identity/credential-rules";
import { requireRoom } from "@/lib/identity/organizations/caps";
import { manageApiKeys } from "@/lib/identity/permissions";
import { newToken } from "@/lib/identity/tokens";
import { tenant } from "@/lib/platform/db/tenant";
import type { CreateApiKeyBody, CreatedApiKey } from "./schemas";
import { auditedApiKey, serializeApiKey } from "./serialize-api-key";

/** Throws `forbidden`, also for scopes that the caller lacks, and `validation_failed` for an expiry in the past. */
export async function createApiKey(ctx: Context, input: CreateApiKeyBody): Promise<CreatedApiKey> {
  requireScope(ctx, manageApiKeys);
  const scopes = [...new Set(input.scopes ?? ctx.scopes)];
  requireNoMore(scopes, ctx.scopes);
  const expiresAt = expiryOf(input.expires_at);
  const { id, secretHash, text } = newToken("ak");
  return tenant(ctx).transaction(async (tx) => {
    const { organizationId } = ctx;
    const count = () => tx.apiKey.count({ where: { organizationId } });
    await requireRoom(tx, "api_keys", { ownerId: organizationId, organizationId, count });
    const createdById = personBehind(ctx.actor);
    const data = { id, secretHash, name: input.name, scopes, expiresAt, createdById };
    const row = await tx.apiKey.create({ data: { ...data, organizationId } });
    await recordAuditEvent(tx, ctx, { action: "api_key.created", targetId: id, after: auditedApiKey(row) });
    return { ...serializeApiKey(row), pat_key: text };
  });
}
