import type { Scope } from "@/lib/auth/scopes";

export const readPhoneNumbers: readonly Scope[] = ["phone_numbers:read", "phone_numbers:manage"];
export const managePhoneNumbers: readonly Scope[] = ["phone_numbers:manage"];
