import { env } from "@/lib/platform/env";
import type { Actor } from "./actor";
import type { Scope } from "./scopes";

/* Which scopes each kind of operation accepts: any one of a list will do. */

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

/** A session buys with either scope; a token searches and buys with the account's scopes only. */
const bySession: readonly Scope[] = ["phone_numbers:manage", "managed_accounts:manage"];

export function searchScopes(actor: Actor): readonly Scope[] {
  return actor.kind === "user" ? bySession : ["managed_accounts:read", "managed_accounts:manage"];
}

export function purchaseScopes(actor: Actor): readonly Scope[] {
  return actor.kind === "user" ? bySession : ["managed_accounts:manage"];
}

/** Anyone who may buy or see numbers may see the state of a purchase. */
export const readPurchases: readonly Scope[] = [
  "phone_numbers:read",
  "phone_numbers:manage",
  "managed_accounts:read",
  "managed_accounts:manage",
];

/** Whether numbers that an organization has elsewhere may be registered and imported here. */
export const takesCustomerNumbers = (): boolean => env().CUSTOMER_NUMBERS === "on";
