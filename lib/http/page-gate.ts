import type { NextRequest } from "next/server";
import { AppError } from "@/lib/platform/errors";
import { problems } from "./error-response";
import { isOwnOrigin } from "./same-origin";

/** A test checks that there are no others. */
export const actionPages = [/^\/invite\/[^/]+\/?$/, /^\/account\/verify-email\/[^/]+\/?$/];

const MAX_ACTION_BYTES = 16 * 1_024;

/**
 * Allows only reads and small server actions from our own origin: Next would read megabytes of anything that looks like
 * an action, on every page. Throws `method_not_allowed`, `forbidden`, `malformed_request`, `payload_too_large`.
 */
export function requirePageRequest({ method, headers, nextUrl }: NextRequest): void {
  if (method === "GET" || method === "HEAD") return;
  const isAction = method === "POST" && headers.has("next-action");
  if (!isAction || !actionPages.some((page) => page.test(nextUrl.pathname))) {
    throw new AppError("method_not_allowed", `This page does not take ${method}.`);
  }
  const origin = headers.get("origin");
  if (origin === null || !isOwnOrigin(origin, headers)) {
    throw new AppError("forbidden", "This must be sent from Trunkline's own pages.");
  }
  const length = headers.get("content-length");
  if (length === null) throw new AppError("malformed_request", "Send the form with its Content-Length.");
  if (Number(length) > MAX_ACTION_BYTES) throw new AppError("payload_too_large", "The form is larger than 16 KiB.");
}

export function refusalPage({ code, detail, extra }: AppError): Response {
  const { status, title } = problems[code];
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1><p>${escapeHtml(detail)}</p></html>`;
  return new Response(html, {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      ...(code === "method_not_allowed" && { Allow: "GET, HEAD" }),
      ...(extra.retryAfter !== undefined && { "Retry-After": String(Math.ceil(extra.retryAfter)) }),
    },
  });
}

const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
