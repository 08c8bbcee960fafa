import { type Context, requireScope } from "@/lib/identity/actor";
import { readMembers } from "@/lib/identity/permissions";
import type { Tx } from "@/lib/platform/db/db";
import { tenant } from "@/lib/platform/db/tenant";
import { notFound } from "@/lib/platform/errors";
import type { MemberRecord } from "./schemas";
import { type MemberRow, serializeMember, withUser } from "./serialize-member";

/** Throws `forbidden`, `not_found`. */
export async function getMember(ctx: Context, userId: string): Promise<MemberRecord> {
  requireScope(ctx, readMembers);
  return serializeMember(await tenant(ctx).transaction((tx) => readMember(tx, ctx, userId)));
}

/** Throws `not_found`. */
export async function readMember(tx: Tx, { organizationId }: Context, userId: string): Promise<MemberRow> {
  const where = { organizationId_userId: { organizationId, userId } };
  const row = await tx.membership.findUnique({ where, include: withUser });
  if (!row) throw notFound("The member");
  return row;
}
