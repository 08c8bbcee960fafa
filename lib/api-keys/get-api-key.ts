import { type Context, requireScope } from "@/lib/auth/actor";
import { inOrganization } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { ApiKeyRecord } from "./schemas";
import { manageApiKeys } from "./scopes";
import { serializeApiKey } from "./serialize-api-key";

/** Throws `forbidden`, `not_found`. */
export async function getApiKey(ctx: Context, id: string): Promise<ApiKeyRecord> {
  requireScope(ctx, manageApiKeys);
  const where = { id, organizationId: ctx.organizationId };
  const row = await inOrganization(ctx, (tx) => tx.apiKey.findUnique({ where }));
  if (!row) throw notFound("The API key");
  return serializeApiKey(row);
}
