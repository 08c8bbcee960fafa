import type { Scope } from "@/lib/auth/scopes";

export const manageWebhooks: readonly Scope[] = ["organizations:manage"];
