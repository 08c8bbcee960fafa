import { hash } from "node:crypto";
import type { Context } from "@/lib/identity/actor";
import { authenticate } from "@/lib/identity/authentication/authenticate";
import { cookiesOf, sessionCookieName } from "@/lib/identity/session-cookie";
import { AppError } from "@/lib/platform/errors";
import { processSingleton } from "@/lib/platform/process-singleton";
import { countAnonymous, hasFailedTooOften } from "./address-limit";

const MAX_KNOWN = 10_000;

/** Hashes of credentials that were valid when last sent, oldest first. */
const goodCredentials = () => processSingleton("good-credentials", () => new Set<string>());

/**
 * Throws `rate_limited` when too many credentials failed from this address, except for a credential that has worked
 * before, whose owner may share the address with an attacker. Call it before reading a body.
 */
export function requireFewFailures(request: Request): void {
  if (!hasFailedTooOften(request.headers) || goodCredentials().has(fingerprintOf(request))) return;
  countAnonymous(request.headers, "failed_credential");
}

/** Throws what `authenticate` throws, and `rate_limited`. */
export async function authenticateCounted(request: Request, requestId: string): Promise<Context> {
  const fingerprint = fingerprintOf(request);
  try {
    const ctx = await authenticate(request, requestId);
    remember(fingerprint);
    return ctx;
  } catch (error) {
    if (error instanceof AppError) {
      goodCredentials().delete(fingerprint);
      countAnonymous(request.headers, "failed_credential");
    }
    throw error;
  }
}

function fingerprintOf({ headers }: Request): string {
  const credential = headers.get("authorization") ?? cookiesOf(headers).get(sessionCookieName())?.value ?? "";
  return hash("sha256", credential, "base64");
}

function remember(fingerprint: string): void {
  const known = goodCredentials();
  if (known.has(fingerprint)) return;
  const [oldest] = known;
  if (known.size >= MAX_KNOWN && oldest !== undefined) known.delete(oldest);
  known.add(fingerprint);
}
