import type { Context } from "@/lib/identity/actor";
import type { Tx } from "@/lib/platform/db/db";
import { AppError } from "@/lib/platform/errors";

/** Locks the admins' rows until the commit, so two admins cannot demote each other at once. Throws `last_admin`. */
export async function keepAnAdmin(tx: Tx, { organizationId }: Context, userId: string): Promise<void> {
  const admins = await tx.$queryRaw<{ user_id: string }[]>`
    SELECT user_id FROM membership
    WHERE organization_id = ${organizationId}::uuid AND role = 'admin'
    ORDER BY user_id FOR UPDATE`;
  const isAdmin = admins.some((admin) => admin.user_id === userId);
  if (isAdmin && admins.length === 1) {
    throw new AppError("last_admin", "You need at least one admin. Make someone else an admin first.");
  }
}
