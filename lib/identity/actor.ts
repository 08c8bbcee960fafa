import type { Authority } from "@/lib/platform/db/db";
import { AppError } from "@/lib/platform/errors";
import type { Scope } from "./scopes";

/** Who acts. A session is a `user`; both kinds of token and the system itself are spelled out. */
export type Actor =
  | { kind: "user"; id: string; sessionId?: string }
  | { kind: "api_key"; id: string }
  | { kind: "personal_access_token"; id: string; userId: string }
  | { kind: "system"; id: null };

export type Context = {
  actor: Actor;
  organizationId: string;
  scopes: ReadonlySet<Scope>;
  /** What the actor showed, readable for the audit trail; null for the system. */
  credential: string | null;
  /** Where the request came from; null where that is not known. */
  address: string | null;
  requestId: string;
  /** What a write of this request must still find when it commits; none for the system and for what is only shown. */
  authority?: Authority;
};

/** The user who acts, themselves or through a token of theirs; null for an API key and the system. */
export function personBehind(actor: { kind: Actor["kind"]; id: string | null; userId?: string | null }): string | null {
  return actor.kind === "user" ? actor.id : (actor.userId ?? null);
}

/** One accepted scope is enough. Fails closed: no accepted scope, no access. */
export function hasScope(ctx: Pick<Context, "scopes">, accepted: readonly Scope[]): boolean {
  return accepted.some((scope) => ctx.scopes.has(scope));
}

/** The first statement of every verb. Throws `forbidden`, naming what would have been enough. */
export function requireScope(ctx: Pick<Context, "scopes">, accepted: readonly Scope[]): void {
  if (hasScope(ctx, accepted)) return;
  const names = accepted.join(" or ");
  throw new AppError("forbidden", `This requires the scope ${names}.`, { members: { accepted_scopes: accepted } });
}

/** For what a token must not do, however much its user may: make tokens, say. Throws `forbidden`. */
export function requireSession({ actor }: Pick<Context, "actor">): { userId: string; sessionId: string | undefined } {
  if (actor.kind === "user") return { userId: actor.id, sessionId: actor.sessionId };
  throw new AppError("forbidden", "This requires a signed-in user. API keys and tokens can't do it.");
}
