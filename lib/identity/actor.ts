import type { Authority } from "@/lib/platform/db/db";
import { AppError } from "@/lib/platform/errors";
import type { Scope } from "./scopes";

/** A session is a `user`; API keys, personal access tokens, and the system have their own kinds. */
export type Actor =
  | { kind: "user"; id: string; sessionId?: string }
  | { kind: "api_key"; id: string }
  | { kind: "personal_access_token"; id: string; userId: string }
  | { kind: "system"; id: null };

export type Context = {
  actor: Actor;
  organizationId: string;
  scopes: ReadonlySet<Scope>;
  /** The credential's label for the audit trail; null for the system. */
  credential: string | null;
  /** The client's address; null when unknown. */
  address: string | null;
  requestId: string;
  /** Rechecked when this request's writes commit; absent for the system and for read-only pages. */
  authority?: Authority;
};

/** Returns the acting user, directly or through their token; null for an API key and the system. */
export function personBehind(actor: { kind: Actor["kind"]; id: string | null; userId?: string | null }): string | null {
  return actor.kind === "user" ? actor.id : (actor.userId ?? null);
}

/** One accepted scope is enough. Fails closed: no accepted scope, no access. */
export function hasScope(ctx: Pick<Context, "scopes">, accepted: readonly Scope[]): boolean {
  return accepted.some((scope) => ctx.scopes.has(scope));
}

/** Call first in every operation. Throws `forbidden` and names the scopes that would suffice. */
export function requireScope(ctx: Pick<Context, "scopes">, accepted: readonly Scope[]): void {
  if (hasScope(ctx, accepted)) return;
  const names = accepted.join(" or ");
  throw new AppError("forbidden", `This requires the scope ${names}.`, { members: { accepted_scopes: accepted } });
}

/** For operations that no token may perform, such as creating tokens. Throws `forbidden`. */
export function requireSession({ actor }: Pick<Context, "actor">): { userId: string; sessionId: string | undefined } {
  if (actor.kind === "user") return { userId: actor.id, sessionId: actor.sessionId };
  throw new AppError("forbidden", "This requires a signed-in user. API keys and tokens can't do it.");
}
