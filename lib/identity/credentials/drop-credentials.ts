import { endSessionsOf } from "@/lib/identity/sessions/session-store";
import type { Tx } from "@/lib/platform/db/db";

/** Ends all ways to sign in that were set up before the address's owner arrived. */
export async function dropCredentials(tx: Tx, userId: string): Promise<void> {
  const data = { passwordHash: null, totpSecret: null, totpConfirmedAt: null, totpLastStep: null };
  await tx.user.update({ where: { id: userId }, data });
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.personalAccessToken.deleteMany({ where: { userId } });
  await endSessionsOf(tx, userId);
}

export async function lockUser(tx: Tx, where: { id: string } | { email: string }) {
  const found = await tx.user.findUnique({ where: "id" in where ? { id: where.id } : { email: where.email } });
  if (!found) return null;
  await tx.$queryRaw`SELECT FROM "user" WHERE id = ${found.id}::uuid FOR UPDATE`;
  return tx.user.findUnique({ where: { id: found.id } });
}
