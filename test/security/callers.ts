import { scopes as allScopes, type Scope, scopesOfRole } from "@/lib/identity/scopes";
import { system } from "@/lib/platform/db/system";
import { createApiKey, createPersonalAccessToken, createUser } from "@/prisma/factories";
import { sessionCookie } from "@/test/support/api";
import { newOrganization } from "@/test/support/organization";

export type Tenant = Awaited<ReturnType<typeof newOrganization>>;

/** A credential, the scopes it has in its own organization, and whether it is valid. */
export type Caller = {
  name: string;
  kind: "invalid" | "session" | "api_key" | "personal_access_token";
  /** A new session each time, because an operation may have ended the last one. */
  headers: () => Promise<Record<string, string>>;
  scopes: readonly Scope[];
  /** Undefined: not a member. */
  member: boolean;
  userId?: string;
};

export const newTenant = () => newOrganization({ plan: "enterprise", limit: 100_000 });

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const anHourAgo = () => new Date(Date.now() - 3_600_000);

/** Every kind of credential with no scope, each single scope and all scopes; and every kind of invalid credential. */
export async function callersOf(tenant: Tenant, scopeSets: (readonly Scope[])[] = everyScopeSet()): Promise<Caller[]> {
  return [...(await invalidCallers(tenant)), ...(await sessions(tenant)), ...(await tokens(tenant, scopeSets))];
}

export function everyScopeSet(): (readonly Scope[])[] {
  return [[], ...allScopes.map((scope) => [scope]), allScopes];
}

async function invalidCallers({ id, admin }: Tenant): Promise<Caller[]> {
  const invalid = (name: string, headers: Record<string, string>): Caller => ({
    ...{ name, kind: "invalid", headers: async () => headers, scopes: [], member: false },
  });
  const good = await createApiKey(id);
  const revokedKey = await createApiKey(id);
  const revokedToken = await createPersonalAccessToken(admin.id);
  await system().transaction(async (tx) => {
    await tx.apiKey.deleteMany({ where: { id: idOf(revokedKey) } });
    await tx.personalAccessToken.deleteMany({ where: { id: idOf(revokedToken) } });
  });
  return [
    invalid("no credential", {}),
    invalid("malformed: Basic", { Authorization: `Basic ${btoa("admin:admin")}` }),
    invalid("malformed: no token", bearer("ak_")),
    invalid("malformed: wrong checksum", bearer(`${good.slice(0, -1)}${good.endsWith("A") ? "B" : "A"}`)),
    invalid("malformed: another's id", bearer(`ak_${"0".repeat(32)}.${good.split(".")[1]}`)),
    invalid("malformed beside a session", { ...bearer("ak_x.y"), ...(await cookieOf(admin.id)) }),
    invalid("forged session", { Cookie: "trunkline-session=eyJhbGciOiJub25lIn0..x.x.x" }),
    invalid("expired ak_", bearer(await createApiKey(id, { expiresAt: anHourAgo() }))),
    invalid("expired pat_", bearer(await createPersonalAccessToken(admin.id, { expiresAt: anHourAgo() }))),
    invalid("revoked ak_", bearer(revokedKey)),
    invalid("revoked pat_", bearer(revokedToken)),
  ];
}

async function sessions({ admin, viewer }: Tenant): Promise<Caller[]> {
  const session = async (name: string, userId: string, scopes: readonly Scope[], member = true): Promise<Caller> => ({
    ...{ name: `session, ${name}`, kind: "session", headers: () => cookieOf(userId), scopes, member, userId },
  });
  return [
    await session("no member", (await createUser()).id, [], false),
    await session("viewer", viewer.id, scopesOfRole("viewer")),
    await session("admin", admin.id, scopesOfRole("admin")),
  ];
}

async function tokens({ id, admin }: Tenant, scopeSets: (readonly Scope[])[]): Promise<Caller[]> {
  const callers: Caller[] = [];
  for (const scopes of scopeSets) {
    const name = scopes.length === allScopes.length ? "all" : (scopes[0] ?? "no scope");
    const key = bearer(await createApiKey(id, { scopes }));
    const token = bearer(await createPersonalAccessToken(admin.id, { scopes }));
    const made = { scopes, member: true };
    callers.push({ name: `ak_, ${name}`, kind: "api_key", headers: async () => key, ...made });
    const person = { kind: "personal_access_token" as const, userId: admin.id };
    callers.push({ name: `pat_, ${name}`, headers: async () => token, ...person, ...made });
  }
  return callers;
}

const cookieOf = async (userId: string) => ({
  Cookie: await sessionCookie(userId),
  "Sec-Fetch-Site": "same-origin",
});

/** An admin's headers, in a form that the operation accepts. */
export async function ownersHeaders(
  { sessionOnly }: { sessionOnly: boolean },
  { id, admin, apiKey }: Tenant,
): Promise<Record<string, string>> {
  return sessionOnly ? { ...(await cookieOf(admin.id)), "X-Anyreach-Org": id } : bearer(apiKey);
}

function idOf(token: string): string {
  const hex = token.slice(token.indexOf("_") + 1, token.indexOf("."));
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
