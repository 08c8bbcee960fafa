import type { Context } from "@/lib/identity/actor";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";

/** Applies `requireOwnPage` to every method that may write. Throws `forbidden`. */
export function refuseForeignWrite(request: Request, ctx: Context): void {
  if (request.method !== "GET" && request.method !== "HEAD") requireOwnPage(request, ctx);
}

/** Other sites can send our cookie, but not our origin (RFC 6454, Fetch Metadata). Throws `forbidden`. */
export function requireOwnPage(request: Request, ctx: Context): void {
  if (ctx.actor.kind !== "user") return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const sameOrigin = origin === null ? site === "same-origin" : isOwnOrigin(origin, request.headers);
  if (!sameOrigin || (site !== null && site !== "same-origin")) {
    throw new AppError(
      "forbidden",
      "Cross-site request blocked. Changes made with a session must come from Trunkline's own pages.",
    );
  }
}

export function isOwnOrigin(origin: string, headers: Pick<Headers, "get">): boolean {
  if (origin === new URL(env().APP_URL).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === headers.get("host");
}
