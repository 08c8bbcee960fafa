import { type Context, requireScope } from "@/lib/identity/actor";
import { manageApiKeys } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { notFound } from "@/lib/platform/errors";
import type { ApiKeyRecord } from "./schemas";
import { serializeApiKey } from "./serialize-api-key";

/** Throws `forbidden`, `not_found`. */
export async function getApiKey(ctx: Context, id: string): Promise<ApiKeyRecord> {
  requireScope(ctx, manageApiKeys);
  const where = { id, organizationId: ctx.organizationId };
  const row = await tenant(ctx).transaction((tx) => tx.apiKey.findUnique({ where }));
  if (!row) throw notFound("The API key");
  return serializeApiKey(row);
}
