import type { Scope } from "@/lib/auth/scopes";

export const readTrunks: readonly Scope[] = ["trunks:read", "trunks:manage"];
export const manageTrunks: readonly Scope[] = ["trunks:manage"];
