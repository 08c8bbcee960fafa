import { Prisma, type ApiKey as Row } from "@/lib/generated/prisma/client";
import type { Context } from "@/lib/identity/actor";
import { authorityOf } from "@/lib/identity/authority";
import { knownScopes, type Scope, scopesOfRole } from "@/lib/identity/scopes";
import { cookiesOf } from "@/lib/identity/session-cookie";
import { findSession } from "@/lib/identity/sessions/find-session";
import { credentialLabel, type ParsedToken, parseToken, secretMatches } from "@/lib/identity/tokens";
import { system } from "@/lib/platform/db/system";
import { AppError } from "@/lib/platform/errors";
import { clientAddressOf } from "@/lib/platform/network/client-address";

const ORGANIZATION_HEADER = "x-anyreach-org";
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const refused = (detail: string) => new AppError("unauthenticated", detail);
const notValid = () => refused("Invalid, expired or revoked credential.");

/**
 * Resolves the caller, organization, and scopes. A token wins over a cookie when both are sent.
 * Throws `unauthenticated` for a missing, malformed, unknown, expired, or revoked credential, and for a request that
 * names no organization; `forbidden` for an organization that the caller is not a member of.
 */
export async function authenticate(request: Request, requestId: string): Promise<Context> {
  const caller = await callerOf(request);
  return { ...caller, address: clientAddressOf(request.headers), requestId, authority: authorityOf(caller) };
}

type ApiKey = Pick<Row, "id" | "organizationId" | "name" | "secretHash" | "scopes" | "expiresAt" | "lastUsedAt">;
type Caller = Pick<Context, "actor" | "organizationId" | "scopes" | "credential">;

async function callerOf(request: Request): Promise<Caller> {
  const authorization = request.headers.get("authorization");
  const organization = request.headers.get(ORGANIZATION_HEADER)?.trim().toLowerCase() || undefined;
  if (authorization !== null) {
    const [, text] = /^Bearer +(\S+)$/i.exec(authorization.trim()) ?? [];
    const token = text === undefined ? undefined : parseToken(text);
    if (!token) throw notValid();
    return token.prefix === "ak" ? withApiKey(token, organization) : withPersonalAccessToken(token, organization);
  }
  const session = await findSession(cookiesOf(request.headers));
  if (!session) throw refused("Sign in, or send a credential as Authorization: Bearer.");
  const { userId, sessionId } = session;
  const { organizationId, scopes } = await membershipOf(userId, organization);
  return {
    actor: { kind: "user", id: userId, sessionId },
    organizationId,
    scopes: new Set(scopes),
    credential: "session",
  };
}

async function withApiKey({ id, secret }: ParsedToken, organization: string | undefined): Promise<Caller> {
  const key = await findApiKey(id);
  if (!secretMatches(secret, key?.secretHash) || !key || hasExpired(key.expiresAt)) throw notValid();
  if (organization !== undefined && organization !== key.organizationId) {
    throw refused("This API key belongs to a different organization than X-Anyreach-Org.");
  }
  await noteUse(key.lastUsedAt, () =>
    system().sql(Prisma.sql`UPDATE api_key SET last_used_at = now() WHERE id = ${id}::uuid`, { writes: true }),
  );
  const scopes = new Set(knownScopes(key.scopes));
  const credential = credentialLabel("ak", key);
  return { actor: { kind: "api_key", id }, organizationId: key.organizationId, scopes, credential };
}

/** Runs on every call of a voice platform, so it uses one prepared statement. */
async function findApiKey(id: string): Promise<ApiKey | undefined> {
  const {
    rows: [key],
  } = await system().sql<ApiKey>(
    Prisma.sql`
      SELECT id, organization_id AS "organizationId", name, secret_hash AS "secretHash", scopes,
           expires_at AS "expiresAt", last_used_at AS "lastUsedAt"
    FROM api_key WHERE id = ${id}::uuid`,
    { name: "api_key" },
  );
  return key;
}

async function withPersonalAccessToken({ id, secret }: ParsedToken, organization: string | undefined): Promise<Caller> {
  const token = await system().read((tx) => tx.personalAccessToken.findUnique({ where: { id } }));
  if (!secretMatches(secret, token?.secretHash) || !token || hasExpired(token.expiresAt)) throw notValid();
  const { organizationId, scopes } = await membershipOf(token.userId, organization);
  await noteUse(token.lastUsedAt, () =>
    system().sql(Prisma.sql`UPDATE personal_access_token SET last_used_at = now() WHERE id = ${id}::uuid`, {
      writes: true,
    }),
  );
  const allowed = token.narrowed ? scopes.filter((scope) => token.scopes.includes(scope)) : scopes;
  return {
    actor: { kind: "personal_access_token", id, userId: token.userId },
    organizationId,
    scopes: new Set(allowed),
    credential: credentialLabel("pat", token),
  };
}

async function membershipOf(
  userId: string,
  organization: string | undefined,
): Promise<{ organizationId: string; scopes: readonly Scope[] }> {
  if (organization === undefined) throw refused("Token is missing organization claim.");
  const membership = uuid.test(organization)
    ? await system().read((tx) =>
        tx.membership.findUnique({ where: { organizationId_userId: { organizationId: organization, userId } } }),
      )
    : null;
  if (!membership) throw new AppError("forbidden", "You are not a member of this organization.");
  return { organizationId: membership.organizationId, scopes: scopesOfRole(membership.role) };
}

const hasExpired = (at: Date | null) => at !== null && at.getTime() <= Date.now();

/** Stores the last use to the minute, so a busy key does not cost a write per request. */
async function noteUse(lastUsedAt: Date | null, write: () => Promise<unknown>): Promise<void> {
  if (lastUsedAt === null || Date.now() - lastUsedAt.getTime() > 60_000) await write();
}
