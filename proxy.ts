import { randomUUID } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { countAnonymous } from "@/lib/http/address-limit";
import { refusalPage, requirePageRequest } from "@/lib/http/page-gate";
import { contentSecurityPolicy, TOASTER_STYLES } from "@/lib/http/security-headers";
import { answerDocs, isDocs, keepsDocs, rendersDocs } from "@/lib/http/static-docs";
import { readSessionCookie } from "@/lib/identity/session-cookie";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";

const open = ["/sign-in", "/invite", "/docs"];

/** Runs before every page. Checks only the session cookie; the page checks whether the session still exists. */
export async function proxy(request: NextRequest): Promise<Response> {
  const requestId = randomUUID();
  try {
    const answer = await admit(request);
    if (!answer) return page(request, requestId);
    answer.headers.set("X-Request-Id", requestId);
    return answer;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const refusal = refusalPage(error);
    refusal.headers.set("X-Request-Id", requestId);
    return refusal;
  }
}

/** Such as `/sitemap.xml`. Organization slugs contain no dot, so these paths never need a sign-in. */
const isFile = (pathname: string) => /^\/[^/]*\./.test(pathname);

/** Returns a response to send instead of the page, if any. Throws what the gate refuses. */
async function admit(request: NextRequest): Promise<Response | undefined> {
  requirePageRequest(request);
  if (isDocs(request) && rendersDocs(request)) return undefined;
  const hasSession = (await readSessionCookie(request.cookies)) !== undefined;
  if (!hasSession) countAnonymous(request.headers);
  if (isDocs(request) && keepsDocs()) return answerDocs(request);
  const { pathname, search } = request.nextUrl;
  if (hasSession || open.some((path) => pathname === path || pathname.startsWith(`${path}/`))) return undefined;
  if (isFile(pathname)) throw new AppError("not_found", "There is nothing at this address.");
  const signIn = new URL("/sign-in", request.url);
  if (pathname !== "/") signIn.searchParams.set("from", `${pathname}${search}`);
  return NextResponse.redirect(signIn);
}

function page(request: NextRequest, requestId: string): Response {
  const nonce = Buffer.from(randomUUID()).toString("base64");
  const policy = contentSecurityPolicy(scriptSources(nonce), styleSources(nonce));
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-request-id", requestId);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("X-Request-Id", requestId);
  return response;
}

function scriptSources(nonce: string): string {
  // React's development build evaluates strings to rebuild stacks; production never does.
  const development = env().NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return `'self' 'nonce-${nonce}' 'strict-dynamic'${development}`;
}

function styleSources(nonce: string): string {
  // Next's development server inserts a module's styles when it changes.
  if (env().NODE_ENV === "development") return "'self' 'unsafe-inline'";
  return `'self' 'nonce-${nonce}' ${TOASTER_STYLES}`;
}

// Everything except files and the API, whose routes have their own wrappers: no client header bypasses the proxy.
export const config = {
  matcher: [
    "/((?!(?:api|core|admin)(?:/|$)|_next/|(?:healthz|readyz|metrics|openapi\\.json|icon\\.svg|robots\\.txt|llms\\.txt|favicon\\.ico)$|screenshots/).*)",
  ],
};
