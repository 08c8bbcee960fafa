import type { Scope } from "@/lib/auth/scopes";

export const readAudit: readonly Scope[] = ["audit:read"];
