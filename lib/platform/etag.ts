import { createHash } from "node:crypto";
import { AppError } from "./errors";

/** A strong validator. It excludes `warnings`, which describe the request and not the record. */
export function etagOf(body: unknown): string {
  const record = typeof body === "object" && body !== null ? { ...body, warnings: undefined } : body;
  return `"${createHash("sha256").update(JSON.stringify(record)).digest("base64url").slice(0, 22)}"`;
}

/** Throws `precondition_failed` when `If-Match` does not match the current state (RFC 9110 §13.1.1). */
export function requireMatch(ifMatch: string | null, body: unknown): void {
  if (ifMatch === null || ifMatch.trim() === "*") return;
  const wanted = ifMatch.split(",").map((tag) => tag.trim());
  if (wanted.includes(etagOf(body))) return;
  throw new AppError("precondition_failed", "This changed since you loaded it. Reload and try again.");
}
