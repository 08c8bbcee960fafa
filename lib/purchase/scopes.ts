import type { Actor } from "@/lib/auth/actor";
import type { Scope } from "@/lib/auth/scopes";

/** A session buys with either scope; a token searches and buys with the account's scopes only. */
const bySession: readonly Scope[] = ["phone_numbers:manage", "managed_accounts:manage"];

export function searchScopes(actor: Actor): readonly Scope[] {
  return actor.kind === "user" ? bySession : ["managed_accounts:read", "managed_accounts:manage"];
}

export function purchaseScopes(actor: Actor): readonly Scope[] {
  return actor.kind === "user" ? bySession : ["managed_accounts:manage"];
}

/** Whoever may buy or see numbers may see how a purchase stands. */
export const readPurchases: readonly Scope[] = [
  "phone_numbers:read",
  "phone_numbers:manage",
  "managed_accounts:read",
  "managed_accounts:manage",
];
