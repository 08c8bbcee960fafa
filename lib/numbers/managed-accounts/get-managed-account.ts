import { type ManagedAccount, Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "@/lib/identity/actor";
import { columnsOf, execute, type Tx } from "@/lib/platform/db/db";
import { tenant } from "@/lib/platform/db/tenant";
import { AppError, notFound } from "@/lib/platform/errors";

const columns = columnsOf(Prisma.ManagedAccountScalarFieldEnum);

/**
 * Finds `default`, or a shared or own account by id; callers check the scope. Throws `not_found`, and
 * `temporarily_unavailable` while a new installation's first server has not created the shared account yet.
 */
export async function getManagedAccount(ctx: Context, idOrDefault: string): Promise<ManagedAccount> {
  return known(idOrDefault, (await tenant(ctx).sql<ManagedAccount>(select(ctx, idOrDefault), named)).rows);
}

export async function readManagedAccount(tx: Tx, ctx: Context, idOrDefault: string): Promise<ManagedAccount> {
  return known(idOrDefault, (await execute<ManagedAccount>(tx, select(ctx, idOrDefault), named)).rows);
}

export function isManagedAccount({ organizationId }: Context, idOrDefault: string): Prisma.Sql {
  const id = idOrDefault === "default" ? null : idOrDefault;
  return Prisma.sql`(managed_account.id = ${id}::uuid OR (${id}::uuid IS NULL AND managed_account.is_default))
    AND (managed_account.organization_id IS NULL OR managed_account.organization_id = ${organizationId}::uuid)`;
}

const named = { name: "managed_account" };
const select = (ctx: Context, idOrDefault: string) =>
  Prisma.sql`SELECT ${columns} FROM managed_account WHERE ${isManagedAccount(ctx, idOrDefault)}`;

function known(idOrDefault: string, [account]: ManagedAccount[]): ManagedAccount {
  if (account) return account;
  if (idOrDefault !== "default") throw notFound("The managed account");
  throw new AppError("temporarily_unavailable", "The service is starting. Try again in a moment.");
}
