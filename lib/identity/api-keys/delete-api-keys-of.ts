import type { Context } from "@/lib/identity/actor";
import type { Tx } from "@/lib/platform/db/db";
import { removeApiKey } from "./remove-api-key";

/** Includes keys that the user created with a personal access token. */
export async function deleteApiKeysOf(tx: Tx, ctx: Context, userId: string): Promise<void> {
  const where = { organizationId: ctx.organizationId, createdById: userId };
  for (const row of await tx.apiKey.findMany({ where, orderBy: { id: "asc" } })) await removeApiKey(tx, ctx, row);
}
