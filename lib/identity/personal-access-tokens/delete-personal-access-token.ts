import { type Context, requireSession } from "@/lib/identity/actor";
import type { Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { notFound } from "@/lib/platform/errors";
import { recordInEachOrganization } from "./record-in-each-organization";
import { auditedPersonalAccessToken } from "./serialize-personal-access-token";

/** One of the user's own: the next request with it is 401. Throws `forbidden`, `not_found`. */
export async function deletePersonalAccessToken(ctx: Context, id: string): Promise<void> {
  const { userId } = requireSession(ctx);
  await system(ctx).transaction(async (tx) => {
    const row = await tx.personalAccessToken.findUnique({ where: { id, userId } });
    // Of two that delete at once, one finds it gone.
    const { count } = await tx.personalAccessToken.deleteMany({ where: { id, userId } });
    if (!row || count === 0) throw notFound("The token");
    const before = auditedPersonalAccessToken(row);
    await recordInEachOrganization(tx, ctx, userId, { action: "personal_access_token.deleted", targetId: id, before });
  });
}

/** All tokens of a person: the next request with one of them is 401. */
export async function endTokensOf(tx: Tx, ctx: Context, userId: string): Promise<void> {
  const rows = await tx.personalAccessToken.findMany({ where: { userId } });
  await tx.personalAccessToken.deleteMany({ where: { userId } });
  for (const row of rows) {
    const before = auditedPersonalAccessToken(row);
    const event = { action: "personal_access_token.deleted" as const, targetId: row.id, before };
    await recordInEachOrganization(tx, ctx, userId, event);
  }
}
