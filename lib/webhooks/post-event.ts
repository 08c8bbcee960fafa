import http from "node:http";
import https from "node:https";
import { type HostAddress, lookupOf } from "@/lib/platform/network/public-address";
import { parseRetryAfter } from "@/lib/platform/network/retry-after";

const TIMEOUT_MS = 10_000;
const EXCERPT_BYTES = 1_000;

/** The endpoint's response or the error code. `excerpt` is the beginning of the body. */
export type Answer =
  | { kind: "answered"; status: number; retryAfterMs: number; excerpt: string }
  | { kind: "unanswered"; code: string };

type Post = {
  url: URL;
  /** The only addresses to connect to. */
  addresses: readonly [HostAddress, ...HostAddress[]];
  headers: Record<string, string>;
  body: string;
  timeoutMs?: number;
};

/**
 * Sends one POST within ten seconds, headers and body together. Does not follow redirects. Reads only the beginning of
 * the body; a missing body does not affect the status. Never throws.
 */
export async function postEvent({ url, addresses, headers, body, timeoutMs = TIMEOUT_MS }: Post): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      const { request } = url.protocol === "https:" ? https : http;
      const options = { method: "POST", headers, signal, agent: false, lookup: lookupOf(addresses) };
      request(url, options, resolve).on("error", reject).end(body);
    });
    const status = response.statusCode ?? 0;
    const retryAfterMs = parseRetryAfter(response.headers["retry-after"]) ?? 0;
    return { kind: "answered", status, retryAfterMs, excerpt: await readExcerpt(response) };
  } catch (error) {
    return { kind: "unanswered", code: signal.aborted ? "TIMEOUT" : codeOf(error) };
  }
}

async function readExcerpt(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= EXCERPT_BYTES) break;
    }
  } catch {
    // Keep what has arrived.
  }
  response.destroy();
  return readable(Buffer.concat(chunks).subarray(0, EXCERPT_BYTES));
}

/** Drops characters that are unsafe for databases and terminals. */
function readable(bytes: Buffer): string {
  const text = new TextDecoder().decode(bytes).replaceAll(/[^\P{C}\n\t]/gu, "");
  return text.trim();
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error && "code" in error && typeof error.code === "string")) return "UNREACHABLE";
  // Node.js 20 reports the OpenSSL reason only in the text: `error:0A00010B:SSL routines:ssl3_get_record:wrong version
  // number:…`.
  const [, reason] = /:SSL routines:[^:]*:([^:]+):/.exec(error.message) ?? [];
  return error.code === "EPROTO" && reason ? `ERR_SSL_${reason.toUpperCase().replaceAll(" ", "_")}` : error.code;
}
