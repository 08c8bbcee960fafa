import { recordAuditEvent } from "@/lib/audit/record-audit-event";
import { type Context, requireScope } from "@/lib/auth/actor";
import { inOrganization } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { manageApiKeys } from "./scopes";
import { auditedApiKey } from "./serialize-api-key";

/** The next request with the key is 401. Throws `forbidden`, `not_found`. */
export async function deleteApiKey(ctx: Context, id: string): Promise<void> {
  requireScope(ctx, manageApiKeys);
  const where = { id, organizationId: ctx.organizationId };
  await inOrganization(ctx, async (tx) => {
    const row = await tx.apiKey.findUnique({ where });
    // Of two that delete at once, one finds it gone.
    const { count } = await tx.apiKey.deleteMany({ where });
    if (!row || count === 0) throw notFound("The API key");
    await recordAuditEvent(tx, ctx, { action: "api_key.deleted", targetId: id, before: auditedApiKey(row) });
  });
}
