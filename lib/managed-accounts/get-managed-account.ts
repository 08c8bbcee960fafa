import type { Context } from "@/lib/auth/actor";
import { columnsOf, queryInOrganization } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { type ManagedAccount, Prisma } from "@/lib/generated/prisma/client";

const columns = columnsOf(Prisma.ManagedAccountScalarFieldEnum);

/**
 * The account that buys: the installation's shared one (`default`), or one by id that is shared or the organization's own.
 * The verbs that call this have asked for their scope. Throws `not_found`, and `temporarily_unavailable` while the first
 * server of a new installation is still about to write the shared one.
 */
export async function getManagedAccount(ctx: Context, idOrDefault: string): Promise<ManagedAccount> {
  const id = idOrDefault === "default" ? null : idOrDefault;
  const [account] = await queryInOrganization<ManagedAccount>(
    ctx,
    Prisma.sql`/* managed_account */
      SELECT ${columns} FROM managed_account
      WHERE (id = ${id}::uuid OR (${id}::uuid IS NULL AND is_default))
        AND (organization_id IS NULL OR organization_id = ${ctx.organizationId}::uuid)`,
  );
  if (!account && id === null) {
    throw new AppError("temporarily_unavailable", "The service is starting. Try again in a moment.");
  }
  if (!account) throw notFound("The managed account");
  return account;
}
