import { type Context, requireScope } from "@/lib/identity/actor";
import { manageApiKeys } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { notFound } from "@/lib/platform/errors";
import { removeApiKey } from "./remove-api-key";

/** Also revokes open invitations that the key sent. Throws `forbidden`, `not_found`. */
export async function deleteApiKey(ctx: Context, id: string): Promise<void> {
  requireScope(ctx, manageApiKeys);
  const where = { id, organizationId: ctx.organizationId };
  await tenant(ctx).transaction(async (tx) => {
    const row = await tx.apiKey.findUnique({ where });
    if (!row || !(await removeApiKey(tx, ctx, row))) throw notFound("The API key");
  });
}
