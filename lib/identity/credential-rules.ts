import { AppError } from "@/lib/platform/errors";
import type { Scope } from "./scopes";

/** Prevents privilege escalation. Throws `forbidden` and names the excess scopes. */
export function requireNoMore(wanted: readonly Scope[], own: ReadonlySet<Scope>): void {
  const excess = wanted.filter((scope) => !own.has(scope));
  if (excess.length === 0) return;
  const detail = `You can't grant scopes you don't have: ${excess.join(", ")}.`;
  throw new AppError("forbidden", detail, { members: { excess_scopes: excess } });
}

/** Takes milliseconds since 1970. Throws `validation_failed` for a time in the past. */
export function expiryOf(expiresAt: number | null): Date | null {
  if (expiresAt === null) return null;
  if (expiresAt > Date.now()) return new Date(expiresAt);
  const errors = [{ path: "expires_at", message: "Choose a time in the future." }];
  throw new AppError("validation_failed", "expires_at: Choose a time in the future.", { errors });
}
