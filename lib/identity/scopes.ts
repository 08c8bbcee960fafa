/** `read` allows viewing, `manage` viewing and changing. */
export const scopes = [
  "phone_numbers:read",
  "phone_numbers:manage",
  "managed_accounts:read",
  "managed_accounts:manage",
  "trunks:read",
  "trunks:manage",
  "agents:read",
  "agents:manage",
  "members:read",
  "members:manage",
  "api_keys:manage",
  "audit:read",
  "billing:manage",
  "organizations:manage",
] as const;

export type Scope = (typeof scopes)[number];
export type Role = "admin" | "viewer";

const byRole: Record<Role, readonly Scope[]> = {
  admin: scopes,
  viewer: scopes.filter((scope) => scope.endsWith(":read")),
};

export function scopesOfRole(role: Role): readonly Scope[] {
  return byRole[role];
}

/** Drops unknown and former scopes: an unknown scope grants nothing. */
export function knownScopes(words: readonly string[]): Scope[] {
  return scopes.filter((scope) => words.includes(scope));
}
