import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** An answer that is the same for everyone: made and compressed once. */
export type PreparedAnswer = { etag: string; headers: Record<string, string>; bodies: Bodies };
type Bodies = { br: Uint8Array<ArrayBuffer>; gzip: Uint8Array<ArrayBuffer>; identity: Uint8Array<ArrayBuffer> };

const BROTLI_QUALITY = 9;

export async function prepareAnswer(text: string, headers: Record<string, string>): Promise<PreparedAnswer> {
  const bytes = Buffer.from(text);
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  const [br, gzipped] = await Promise.all([promisify(brotliCompress)(bytes, { params }), promisify(gzip)(bytes)]);
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 27)}"`;
  return {
    etag,
    headers,
    bodies: { br: new Uint8Array(br), gzip: new Uint8Array(gzipped), identity: new Uint8Array(bytes) },
  };
}

/** 304 for who has it already, else the body in the best encoding that the client takes. */
export function sendPrepared({ etag, headers, bodies }: PreparedAnswer, request: Request): Response {
  // Weak, since each encoding has bytes of its own; clients send it back with and without the mark.
  const all = { ...headers, ETag: `W/${etag}`, Vary: "Accept-Encoding" };
  if (request.headers.get("if-none-match")?.includes(etag)) return new Response(null, { status: 304, headers: all });
  const encoding = encodingFor(request.headers.get("accept-encoding") ?? "");
  const body = bodies[encoding];
  return new Response(request.method === "HEAD" ? null : body, {
    headers: {
      ...all,
      "Content-Length": String(body.byteLength),
      ...(encoding !== "identity" && { "Content-Encoding": encoding }),
    },
  });
}

function encodingFor(accepted: string): keyof Bodies {
  const takes = (name: string) =>
    new RegExp(`(^|,)\\s*${name}\\s*(,|$|;(?!\\s*q=0(\\.0*)?\\s*(,|$)))`, "i").test(accepted);
  if (takes("br")) return "br";
  return takes("gzip") ? "gzip" : "identity";
}
