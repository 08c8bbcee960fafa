import { type Context, requireSession } from "@/lib/identity/actor";
import { system } from "@/lib/platform/db/system";
import { listConditions, newestFirst, pageFrom } from "@/lib/platform/pagination";
import type { ListPersonalAccessTokensQuery, PersonalAccessTokenPage } from "./schemas";
import { serializePersonalAccessToken } from "./serialize-personal-access-token";

/** Newest first. Throws `forbidden`, or `validation_failed` for a foreign cursor. */
export async function listPersonalAccessTokens(
  ctx: Context,
  query: ListPersonalAccessTokensQuery,
): Promise<PersonalAccessTokenPage> {
  const { userId } = requireSession(ctx);
  const { updatedAt: _, ...conditions } = listConditions(query);
  const where = { userId, ...conditions };
  const rows = await system().read((tx) =>
    tx.personalAccessToken.findMany({ where, orderBy: newestFirst, take: query.limit + 1 }),
  );
  return pageFrom(rows, query.limit, serializePersonalAccessToken);
}
