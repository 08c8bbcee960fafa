import { AppError } from "@/lib/errors";
import { parseJson } from "./parse-json";

const KIB = 1024;

/** Of a body that its contract says nothing else about. */
const largest = { json: 64 * KIB, csv: 10 * KIB * KIB };

/**
 * Begins to read a JSON body, which arrives while its sender is looked up; what it gives parses it, not yet held against
 * its schema, and throws `unsupported_media_type`, `payload_too_large`, `malformed_request`.
 */
export function beginJson(request: Request, maxBytes = largest.json): () => Promise<unknown> {
  const reading = bytesOf(readAtMost(request, maxBytes));
  // Nobody may ever ask.
  reading.catch(() => {});
  return async () => {
    requireType(request, "application/json");
    return parseJson(decodeUtf8(await reading));
  };
}

async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A CSV body as it arrives. Throws `unsupported_media_type` here, `payload_too_large` while it is read. */
export function readCsv(request: Request, maxBytes = largest.csv): AsyncIterable<Uint8Array> {
  requireType(request, "text/csv");
  refuseDeclared(request, maxBytes);
  return readAtMost(request, maxBytes);
}

async function* readAtMost(request: Request, maxBytes: number): AsyncGenerator<Uint8Array> {
  refuseDeclared(request, maxBytes);
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}

function refuseDeclared(request: Request, maxBytes: number): void {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
}

function tooLarge(maxBytes: number): AppError {
  const size = maxBytes >= KIB * KIB ? `${maxBytes / KIB / KIB} MiB` : `${maxBytes / KIB} KiB`;
  return new AppError("payload_too_large", `The body is larger than ${size}.`);
}

/** The type alone, or in UTF-8: no other character set is read as if it were. */
function requireType(request: Request, wanted: string): void {
  const [type, ...parameters] = (request.headers.get("content-type") ?? "").toLowerCase().split(";");
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith("charset="));
  const isUtf8 = charset === undefined || /^charset="?(utf-8|us-ascii)"?$/.test(charset);
  if (type?.trim() === wanted && isUtf8) return;
  throw new AppError("unsupported_media_type", `Send the body as Content-Type: ${wanted}, in UTF-8.`);
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError("malformed_request", "The body is not valid UTF-8.");
  }
}
