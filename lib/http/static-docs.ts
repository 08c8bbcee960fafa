import { createHash, randomUUID } from "node:crypto";
import type { NextRequest } from "next/server";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { ownOrigin } from "@/lib/platform/network/own-server";
import { processSingleton } from "@/lib/platform/process-singleton";
import { type PreparedAnswer, prepareAnswer, sendPrepared } from "./prepared-answer";

const PATH = "/docs";
const HEADER = "x-render-docs";
const RENDER_MS = 30_000;

type Docs = { token: string; answer?: Promise<PreparedAnswer> | undefined };

const state = () => processSingleton("docs", (): Docs => ({ token: randomUUID() }));

export const isDocs = ({ nextUrl }: NextRequest) => nextUrl.pathname === PATH;

/** Whether the request comes from this process, to render the page that it will cache. */
export const rendersDocs = (request: NextRequest) => request.headers.get(HEADER) === state().token;

/**
 * The same for everyone and 200 ms of work, so rendered once per process and cached without its scripts. Throws
 * `temporarily_unavailable` when it cannot be rendered.
 */
export async function answerDocs(request: NextRequest): Promise<Response> {
  const docs = state();
  docs.answer ??= render(docs.token).catch((error) => {
    docs.answer = undefined;
    log().error({ error }, "API reference not rendered");
    throw new AppError(
      "temporarily_unavailable",
      "The API reference cannot be shown right now. Try again in a moment.",
    );
  });
  return sendPrepared(await docs.answer, request);
}

export const keepsDocs = () => env().NODE_ENV !== "development";

async function render(token: string): Promise<PreparedAnswer> {
  const origin = ownOrigin();
  if (!origin) throw new Error("The server has no address yet.");
  const signal = AbortSignal.timeout(RENDER_MS);
  const answer = await fetch(`${origin}${PATH}`, { headers: { [HEADER]: token }, redirect: "error", signal });
  if (!answer.ok) throw new Error(`The page answered ${answer.status}.`);
  const { html, policy } = asStaticPage(await answer.text());
  return prepareAnswer(html, {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "public, no-cache",
    "Content-Security-Policy": policy,
  });
}

/** Keeps only our own marked scripts, which the policy allows by their hash. */
export function asStaticPage(page: string): { html: string; policy: string } {
  const hashes: string[] = [];
  const html = page
    .replaceAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g, (_, attributes: string, code: string) => {
      if (!attributes.includes("data-static")) return "";
      hashes.push(`'sha256-${createHash("sha256").update(code).digest("base64")}'`);
      return `<script>${code}</script>`;
    })
    .replaceAll(/<link\b[^>]*\bas="script"[^>]*>/g, "");
  const policy = [
    "default-src 'none'",
    `script-src ${hashes.join(" ") || "'none'"}`,
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return { html, policy };
}
