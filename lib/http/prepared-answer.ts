import { createHash } from "node:crypto";

/** An answer that is the same for everyone, made once. */
export type PreparedAnswer = { etag: string; headers: Record<string, string>; body: Uint8Array<ArrayBuffer> };

export function prepareAnswer(text: string, headers: Record<string, string>): PreparedAnswer {
  const body = new Uint8Array(Buffer.from(text));
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  return { etag, headers, body };
}

/**
 * 304 for a client that has it already, else the body. Next.js compresses it: it drops the Content-Encoding and the
 * Content-Length of every answer, so that one compressed here would arrive as bytes that nobody can read.
 */
export function sendPrepared({ etag, headers, body }: PreparedAnswer, request: Request): Response {
  // Weak, since each encoding has bytes of its own; clients send it back with and without the mark.
  const all = { ...headers, ETag: `W/${etag}`, Vary: "Accept-Encoding" };
  if (request.headers.get("if-none-match")?.includes(etag)) return new Response(null, { status: 304, headers: all });
  return new Response(request.method === "HEAD" ? null : body, { headers: all });
}
