import type { Context } from "@/lib/auth/actor";
import { readInOrganization } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import type { ManagedAccount } from "@/lib/generated/prisma/client";

/**
 * The account that buys: the installation's shared one (`default`), or one by id that is shared or the organization's own.
 * The verbs that call this have asked for their scope. Throws `not_found`, and `temporarily_unavailable` while the first
 * server of a new installation is still about to write the shared one.
 */
export async function getManagedAccount(ctx: Context, idOrDefault: string): Promise<ManagedAccount> {
  const which = idOrDefault === "default" ? { isDefault: true } : { id: idOrDefault };
  const visible = { OR: [{ organizationId: null }, { organizationId: ctx.organizationId }] };
  const account = await readInOrganization(ctx, (tx) =>
    tx.managedAccount.findFirst({ where: { ...which, ...visible } }),
  );
  if (!account && idOrDefault === "default") {
    throw new AppError("temporarily_unavailable", "The service is starting. Try again in a moment.");
  }
  if (!account) throw notFound("The managed account");
  return account;
}
