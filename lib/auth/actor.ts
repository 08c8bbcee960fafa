import { AppError } from "@/lib/errors";
import type { Scope } from "./scopes";

/** Who acts. A session is a `user`; both kinds of token and the system itself are spelled out. */
export type Actor =
  | { kind: "user"; id: string }
  | { kind: "api_key"; id: string }
  | { kind: "personal_access_token"; id: string; userId: string }
  | { kind: "system"; id: null };

export type Context = {
  actor: Actor;
  organizationId: string;
  scopes: ReadonlySet<Scope>;
  requestId: string;
};

/** One accepted scope is enough. Fails closed: no accepted scope, no access. */
export function hasScope(ctx: Pick<Context, "scopes">, accepted: readonly Scope[]): boolean {
  return accepted.some((scope) => ctx.scopes.has(scope));
}

/** The first statement of every verb. Throws `forbidden`, naming what would have been enough. */
export function requireScope(ctx: Pick<Context, "scopes">, accepted: readonly Scope[]): void {
  if (hasScope(ctx, accepted)) return;
  const names = accepted.join(" or ");
  throw new AppError("forbidden", `This needs the scope ${names}.`, { members: { accepted_scopes: accepted } });
}
