import { type Context, requireSession } from "@/lib/identity/actor";
import { expiryOf, requireNoMore } from "@/lib/identity/credential-rules";
import { requireRoom } from "@/lib/identity/organizations/caps";
import { scopesOfRole } from "@/lib/identity/scopes";
import { newToken } from "@/lib/identity/tokens";
import type { Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { recordInEachOrganization } from "./record-in-each-organization";
import type { CreatedPersonalAccessToken, CreatePersonalAccessTokenBody } from "./schemas";
import { auditedPersonalAccessToken, serializePersonalAccessToken } from "./serialize-personal-access-token";

/**
 * The token can do at most what its user can, at each moment, in each of their organizations. Throws `forbidden` to a
 * key or token and for scopes that the user has in no organization, `validation_failed` for an expiry in the past.
 */
export async function createPersonalAccessToken(
  ctx: Context,
  input: CreatePersonalAccessTokenBody,
): Promise<CreatedPersonalAccessToken> {
  const { userId } = requireSession(ctx);
  const expiresAt = expiryOf(input.expires_at);
  const { id, secretHash, text } = newToken("pat");
  return system(ctx).transaction(async (tx) => {
    const narrowed = input.scopes !== undefined;
    const scopes = [...new Set(input.scopes ?? [])];
    requireNoMore(scopes, await scopesAnywhere(tx, userId));
    const count = () => tx.personalAccessToken.count({ where: { userId } });
    await requireRoom(tx, "personal_access_tokens", { ownerId: userId, organizationId: null, count });
    const row = await tx.personalAccessToken.create({
      data: { id, userId, secretHash, name: input.name, scopes, narrowed, expiresAt },
    });
    const after = auditedPersonalAccessToken(row);
    await recordInEachOrganization(tx, ctx, userId, { action: "personal_access_token.created", targetId: id, after });
    return { ...serializePersonalAccessToken(row), pat_key: text };
  });
}

async function scopesAnywhere(tx: Tx, userId: string) {
  const memberships = await tx.membership.findMany({ where: { userId }, select: { role: true } });
  return new Set(memberships.flatMap(({ role }) => scopesOfRole(role)));
}
