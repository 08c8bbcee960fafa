import { type Context, requireSession } from "@/lib/identity/actor";
import type { Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { notFound } from "@/lib/platform/errors";
import { recordInEachOrganization } from "./record-in-each-organization";
import { auditedPersonalAccessToken } from "./serialize-personal-access-token";

/** Deletes one of the user's own tokens. Throws `forbidden`, `not_found`. */
export async function deletePersonalAccessToken(ctx: Context, id: string): Promise<void> {
  const { userId } = requireSession(ctx);
  await system(ctx).transaction(async (tx) => {
    const row = await tx.personalAccessToken.findUnique({ where: { id, userId } });
    // Only one of two concurrent requests finds it.
    const { count } = await tx.personalAccessToken.deleteMany({ where: { id, userId } });
    if (!row || count === 0) throw notFound("The token");
    const before = auditedPersonalAccessToken(row);
    await recordInEachOrganization(tx, ctx, userId, { action: "personal_access_token.deleted", targetId: id, before });
  });
}

export async function endTokensOf(tx: Tx, ctx: Context, userId: string): Promise<void> {
  const rows = await tx.personalAccessToken.findMany({ where: { userId } });
  await tx.personalAccessToken.deleteMany({ where: { userId } });
  for (const row of rows) {
    const before = auditedPersonalAccessToken(row);
    const event = { action: "personal_access_token.deleted" as const, targetId: row.id, before };
    await recordInEachOrganization(tx, ctx, userId, event);
  }
}
