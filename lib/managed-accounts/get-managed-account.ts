import type { Context } from "@/lib/auth/actor";
import { readInOrganization } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { ManagedAccount } from "@/lib/generated/prisma/client";

/**
 * The account that buys: the installation's shared one (`default`), or one by id that is shared or the organization's own.
 * The verbs that call this have asked for their scope. Throws `not_found`.
 */
export async function getManagedAccount(ctx: Context, idOrDefault: string): Promise<ManagedAccount> {
  const which = idOrDefault === "default" ? { isDefault: true } : { id: idOrDefault };
  const visible = { OR: [{ organizationId: null }, { organizationId: ctx.organizationId }] };
  const account = await readInOrganization(ctx, (tx) =>
    tx.managedAccount.findFirst({ where: { ...which, ...visible } }),
  );
  if (!account) throw notFound("The managed account");
  return account;
}
