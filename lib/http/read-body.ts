import { createHash } from "node:crypto";
import { NextRequest } from "next/server";
import { z } from "zod";
import { AppError, invalidField } from "@/lib/platform/errors";
import { parseJson, unstorableText } from "@/lib/platform/parse-json";

const KIB = 1024;

/** Default limits in bytes. */
const largest = { json: 64 * KIB, form: 16 * KIB, csv: 10 * KIB * KIB };

/** How long to wait for the complete body. */
const patienceMs = { json: 10_000, csv: 60_000 };

/**
 * Starts to read a JSON body while the caller authenticates; undefined for an empty body, whatever its headers say.
 * Throws `unsupported_media_type`, `unsupported_content_encoding`, `payload_too_large`, `malformed_request`,
 * `request_timeout`.
 */
export function beginJson(request: Request, maxBytes = largest.json, waitMs = patienceMs.json): () => Promise<unknown> {
  const reading = bytesOf(readWithin(request, { maxBytes, waitMs }));
  reading.catch(() => {});
  return async () => {
    const bytes = await reading;
    if (bytes.length === 0) return undefined;
    requireType(request.headers, "application/json");
    return parseJson(decodeUtf8(bytes));
  };
}

async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export type CsvFile = { chunks: Uint8Array[]; bytes: number; sha256: string };

/** Reads a CSV body. Throws `unsupported_media_type`, `payload_too_large`, `request_timeout`. */
export async function readCsv(request: Request, maxBytes = largest.csv, waitMs = patienceMs.csv): Promise<CsvFile> {
  requireType(request.headers, "text/csv");
  const hash = createHash("sha256");
  const file: CsvFile = { chunks: [], bytes: 0, sha256: "" };
  for await (const chunk of readWithin(request, { maxBytes, waitMs })) {
    hash.update(chunk);
    file.chunks.push(chunk);
    file.bytes += chunk.byteLength;
  }
  return { ...file, sha256: hash.digest("hex") };
}

/**
 * Reads at most 16 KiB of string members from a form or JSON, for libraries that accept bodies of any size and values
 * of any type. Throws what `beginJson` throws, and `validation_failed`.
 */
export async function withFormBody(
  request: Request,
  maxBytes = largest.form,
  waitMs = patienceMs.json,
): Promise<NextRequest> {
  const { url, method } = request;
  const headers = new Headers(request.headers);
  if (method === "GET" || method === "HEAD") return new NextRequest(url, { method, headers });
  const text = decodeUtf8(await bytesOf(readWithin(request, { maxBytes, waitMs })));
  if (text === "") return new NextRequest(url, { method, headers });
  const form = formOf(text, headers);
  headers.set("Content-Type", "application/x-www-form-urlencoded");
  return new NextRequest(url, { method, headers, body: form.toString() });
}

const Form = z.record(z.string(), z.string());

function formOf(text: string, headers: Headers): URLSearchParams {
  const isForm = typeOf(headers) === "application/x-www-form-urlencoded";
  if (!isForm) requireType(headers, "application/json");
  const form = Form.safeParse(isForm ? Object.fromEntries(new URLSearchParams(text)) : parseJson(text)).data;
  if (!form) throw new AppError("validation_failed", "Send an object whose fields are strings.");
  for (const [path, value] of Object.entries(form)) {
    const message = unstorableText(value) ?? unstorableText(path);
    if (message) throw invalidField(path.toWellFormed(), message);
  }
  return new URLSearchParams(form);
}

async function* readWithin(
  request: Request,
  { maxBytes, waitMs }: Required<{ maxBytes: number; waitMs: number }>,
): AsyncGenerator<Uint8Array> {
  requireIdentity(request.headers);
  refuseDeclared(request, maxBytes);
  const reader = request.body?.getReader();
  if (!reader) return;
  let size = 0;
  let waitedMs = 0;
  try {
    for (;;) {
      const askedAt = performance.now();
      const { value, done } = await within(waitMs - waitedMs, reader.read().catch(brokenOff), () => tooSlow(waitMs));
      waitedMs += performance.now() - askedAt;
      if (done) return;
      size += value.byteLength;
      if (size > maxBytes) throw tooLarge(maxBytes);
      yield value;
    }
  } finally {
    // A stalled sender never finishes, so do not wait for it.
    reader.cancel().catch(() => {});
    reader.releaseLock();
  }
}

async function within<T>(ms: number, work: Promise<T>, tooLate: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate()), Math.max(0, ms));
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** Compressed bodies are refused: their decoded size is known too late, and almost no client sends them. */
function requireIdentity(headers: Headers): void {
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  if (encoding === "" || encoding === "identity") return;
  throw new AppError("unsupported_content_encoding", "Send the body uncompressed, without a Content-Encoding.");
}

function refuseDeclared(request: Request, maxBytes: number): void {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
}

function tooLarge(maxBytes: number): AppError {
  const size = maxBytes >= KIB * KIB ? `${maxBytes / KIB / KIB} MiB` : `${maxBytes / KIB} KiB`;
  return new AppError("payload_too_large", `The body is larger than ${size}.`);
}

function brokenOff(): never {
  throw new AppError("malformed_request", "The connection broke off before the whole body had arrived.");
}

function tooSlow(waitMs: number): AppError {
  const seconds = waitMs / 1_000;
  return new AppError(
    "request_timeout",
    `The body did not arrive within ${seconds} ${seconds === 1 ? "second" : "seconds"}, so nothing was done. Send the request again.`,
  );
}

/** The charset must be absent or UTF-8; no other is decoded as if it were. */
function requireType(headers: Headers, wanted: string): void {
  const [, ...parameters] = (headers.get("content-type") ?? "").toLowerCase().split(";");
  const charset = parameters.map((text) => /^\s*charset\s*=\s*"?([^"]*?)"?\s*$/.exec(text)?.[1]).find(Boolean);
  if (typeOf(headers) === wanted && (charset === undefined || isUtf8(charset))) return;
  throw new AppError("unsupported_media_type", `Send the body as Content-Type: ${wanted}, in UTF-8.`);
}

/** Accepts every label of UTF-8 in the WHATWG Encoding Standard (such as `utf8`), and its subset ASCII. */
function isUtf8(label: string): boolean {
  if (label === "us-ascii") return true;
  try {
    return new TextDecoder(label).encoding === "utf-8";
  } catch {
    return false;
  }
}

const typeOf = (headers: Headers) => (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError("malformed_request", "The body is not valid UTF-8.");
  }
}
