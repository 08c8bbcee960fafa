import type { Membership, User } from "@/lib/generated/prisma/client";
import type { MemberRecord } from "./schemas";

export type MemberRow = Membership & { user: Pick<User, "name" | "email"> };

export const withUser = { user: { select: { name: true, email: true } } } as const;

export function serializeMember({ userId, role, createdAt, user: { name, email } }: MemberRow): MemberRecord {
  return { id: userId, name, email, role, created_at: createdAt.toISOString() };
}
