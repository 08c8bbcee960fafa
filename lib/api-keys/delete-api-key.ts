import { type Context, requireScope } from "@/lib/auth/actor";
import { inOrganization } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { removeApiKey } from "./remove-api-key";
import { manageApiKeys } from "./scopes";

/**
 * The next request with the key is 401, and open invitations that it sent are revoked. Throws `forbidden`, `not_found`.
 */
export async function deleteApiKey(ctx: Context, id: string): Promise<void> {
  requireScope(ctx, manageApiKeys);
  const where = { id, organizationId: ctx.organizationId };
  await inOrganization(ctx, async (tx) => {
    const row = await tx.apiKey.findUnique({ where });
    if (!row || !(await removeApiKey(tx, ctx, row))) throw notFound("The API key");
  });
}
