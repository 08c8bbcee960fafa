import { Prisma } from "@/lib/generated/prisma/client";
import type { Authority } from "@/lib/platform/db/db";
import { AppError } from "@/lib/platform/errors";
import { type Actor, type Context, personBehind } from "./actor";
import { scopesOfRole } from "./scopes";

const none = Prisma.sql`NULL`;

/**
 * The credential and membership role that a request relies on. A transaction that locks them commits either before a
 * concurrent revocation, which waits, or fails after it with `unauthenticated`, or `forbidden` when the membership
 * ended or its role lost scopes.
 * Revocations delete the row or lock it FOR UPDATE, which conflicts with FOR KEY SHARE; updating the last use does not.
 */
export function authorityOf(ctx: Pick<Context, "actor" | "organizationId" | "scopes">): Authority {
  const userId = personBehind(ctx.actor);
  const membership =
    userId === null
      ? none
      : Prisma.sql`SELECT role FROM membership
                   WHERE organization_id = ${ctx.organizationId}::uuid AND user_id = ${userId}::uuid FOR KEY SHARE`;
  return {
    statement: Prisma.sql`SELECT (${credentialOf(ctx.actor)}) AS credential, (${membership})::text AS role`,
    verify(held) {
      if (!held?.credential) {
        throw new AppError("unauthenticated", "Invalid, expired or revoked credential.");
      }
      if (userId === null) return;
      if (held.role === null) throw new AppError("forbidden", "You are not a member of this organization.");
      const allowed = scopesOfRole(held.role);
      if ([...ctx.scopes].every((scope) => allowed.includes(scope))) return;
      throw new AppError("forbidden", "Your role in this organization has changed. Send the request again.");
    },
  };
}

function credentialOf(actor: Actor): Prisma.Sql {
  if (actor.kind === "api_key") {
    return Prisma.sql`SELECT true FROM api_key
                      WHERE id = ${actor.id}::uuid AND (expires_at IS NULL OR expires_at > now()) FOR KEY SHARE`;
  }
  if (actor.kind === "personal_access_token") {
    return Prisma.sql`SELECT true FROM personal_access_token
                      WHERE id = ${actor.id}::uuid AND (expires_at IS NULL OR expires_at > now()) FOR KEY SHARE`;
  }
  if (actor.kind === "user" && actor.sessionId !== undefined) {
    return Prisma.sql`SELECT true FROM user_session
                      WHERE id = ${actor.sessionId}::uuid AND user_id = ${actor.id}::uuid AND expires_at > now()
                      FOR KEY SHARE`;
  }
  return none;
}
