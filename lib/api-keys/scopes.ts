import type { Scope } from "@/lib/auth/scopes";

export const manageApiKeys: readonly Scope[] = ["api_keys:manage"];
