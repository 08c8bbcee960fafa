import { env } from "@/lib/platform/env";
import type { Actor } from "./actor";
import type { Scope } from "./scopes";

/* Each operation accepts any one scope of its list. */

export const readAgents: readonly Scope[] = ["agents:read", "agents:manage"];
export const manageAgents: readonly Scope[] = ["agents:manage"];

export const readPhoneNumbers: readonly Scope[] = ["phone_numbers:read", "phone_numbers:manage"];
export const managePhoneNumbers: readonly Scope[] = ["phone_numbers:manage"];

export const readTrunks: readonly Scope[] = ["trunks:read", "trunks:manage"];
export const manageTrunks: readonly Scope[] = ["trunks:manage"];

export const readMembers: readonly Scope[] = ["members:read", "members:manage"];
export const manageMembers: readonly Scope[] = ["members:manage"];

export const manageApiKeys: readonly Scope[] = ["api_keys:manage"];
export const manageWebhooks: readonly Scope[] = ["organizations:manage"];
export const readAudit: readonly Scope[] = ["audit:read"];

/** A session buys with either scope; a token needs the account scopes to search and buy. */
const bySession: readonly Scope[] = ["phone_numbers:manage", "managed_accounts:manage"];

export function searchScopes(actor: Actor): readonly Scope[] {
  return actor.kind === "user" ? bySession : ["managed_accounts:read", "managed_accounts:manage"];
}

export function purchaseScopes(actor: Actor): readonly Scope[] {
  return actor.kind === "user" ? bySession : ["managed_accounts:manage"];
}

/** Anyone who may buy or see numbers may see a purchase's state. */
export const readPurchases: readonly Scope[] = [
  "phone_numbers:read",
  "phone_numbers:manage",
  "managed_accounts:read",
  "managed_accounts:manage",
];

/** Whether organizations may register and import customer-owned numbers. */
export const takesCustomerNumbers = (): boolean => env().CUSTOMER_NUMBERS === "on";
