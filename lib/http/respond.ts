import { Readable } from "node:stream";
import { etagOf } from "@/lib/platform/etag";
import type { AnyContract, ApiReply } from "./contract";

export function respond(contract: AnyContract, reply: ApiReply, request: Request): Response {
  const { status = 200, body, csv, text: plain, headers = {} } = reply;
  if (csv) return new Response(streamOf(csv), { status, headers: headersOf("text/csv; charset=utf-8", headers) });
  if (plain) return new Response(streamOf(plain), { status, headers: headersOf("text/plain; charset=utf-8", headers) });
  if (body === undefined) return new Response(null, { status, headers: { "Cache-Control": "no-store", ...headers } });
  const all = headersOf("application/json", headers);
  const next = nextLink(body, request.url);
  if (next) all.set("Link", next);
  if (contract.etag) all.set("ETag", etagOf(body));
  return new Response(JSON.stringify(body), { status, headers: all });
}

function headersOf(contentType: string, headers: Record<string, string>): Headers {
  return new Headers({ "Content-Type": contentType, "Cache-Control": "private, no-store", ...headers });
}

function streamOf(pieces: AsyncIterable<string | Uint8Array>): ReadableStream<Uint8Array> {
  const bytes = (chunk: string | Uint8Array) => (typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  return Readable.toWeb(Readable.from(pieces).map(bytes)) as ReadableStream<Uint8Array>;
}

/** RFC 8288: the next page of a list, with the same filters. */
function nextLink(body: unknown, url: string): string | undefined {
  const cursor = (body as { pagination?: { next_cursor?: string | null } } | null)?.pagination?.next_cursor;
  if (!cursor) return undefined;
  const next = new URL(url);
  next.searchParams.set("cursor", cursor);
  return `<${next.pathname.replace(/^\/api(?=\/(core|admin)\/)/, "")}${next.search}>; rel="next"`;
}
