import { randomUUID } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { readSessionCookie } from "@/lib/auth/session-cookie";
import { env } from "@/lib/env";

const open = ["/sign-in", "/invite", "/docs"];

/** Before every page: request id, a content security policy with a fresh nonce, and the gate of the session (whose life the page itself asks about). */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  const isOpen = open.some((path) => pathname === path || pathname.startsWith(`${path}/`));
  if (!isOpen && (await readSessionCookie(request.cookies)) === undefined) {
    const signIn = new URL("/sign-in", request.url);
    if (pathname !== "/") signIn.searchParams.set("from", `${pathname}${search}`);
    return NextResponse.redirect(signIn);
  }
  const nonce = Buffer.from(randomUUID()).toString("base64");
  const requestId = randomUUID();
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-request-id", requestId);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("X-Request-Id", requestId);
  return response;
}

function contentSecurityPolicy(nonce: string): string {
  // React's development build evaluates strings to rebuild stacks; production never does.
  const development = env().NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export const config = {
  matcher: [
    {
      source:
        "/((?!api/|core/|admin/|_next/static|_next/image|healthz|readyz|metrics|openapi.json|.*\\.(?:svg|png|ico|woff2|txt)$).*)",
      missing: [{ type: "header", key: "next-router-prefetch" }],
    },
  ],
};
