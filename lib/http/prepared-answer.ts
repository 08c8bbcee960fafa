import { createHash } from "node:crypto";

export type PreparedAnswer = { etag: string; headers: Record<string, string>; body: Uint8Array<ArrayBuffer> };

export function prepareAnswer(text: string, headers: Record<string, string>): PreparedAnswer {
  const body = new Uint8Array(Buffer.from(text));
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  return { etag, headers, body };
}

/** Next.js drops the Content-Encoding of every response, so a body compressed here would be unreadable. */
export function sendPrepared({ etag, headers, body }: PreparedAnswer, request: Request): Response {
  // Weak, because each encoding has different bytes; clients send it back with and without `W/`.
  const all = { ...headers, ETag: `W/${etag}`, Vary: "Accept-Encoding" };
  if (request.headers.get("if-none-match")?.includes(etag)) return new Response(null, { status: 304, headers: all });
  return new Response(request.method === "HEAD" ? null : body, { headers: all });
}
