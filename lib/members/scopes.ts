import type { Scope } from "@/lib/auth/scopes";

export const readMembers: readonly Scope[] = ["members:read", "members:manage"];
export const manageMembers: readonly Scope[] = ["members:manage"];
