import { type Context, requireScope } from "@/lib/identity/actor";
import { manageApiKeys } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { listConditions, newestFirst, pageFrom } from "@/lib/platform/pagination";
import type { ApiKeyPage, ListApiKeysQuery } from "./schemas";
import { serializeApiKey } from "./serialize-api-key";

/** Newest first. Throws `forbidden`, or `validation_failed` for a foreign cursor. */
export async function listApiKeys(ctx: Context, query: ListApiKeysQuery): Promise<ApiKeyPage> {
  requireScope(ctx, manageApiKeys);
  const { updatedAt: _, ...conditions } = listConditions(query);
  const where = { organizationId: ctx.organizationId, createdById: query.created_by, ...conditions };
  const rows = await tenant(ctx).transaction((tx) =>
    tx.apiKey.findMany({ where, orderBy: newestFirst, take: query.limit + 1 }),
  );
  return pageFrom(rows, query.limit, serializeApiKey);
}
