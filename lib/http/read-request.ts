import type { z } from "zod";
import { AppError, type FieldError } from "@/lib/errors";

const MAX_BODY_BYTES = 64 * 1024;

/** The query string through its schema. Unknown, repeated and malformed parameters are refused by name. */
export function readQuery<T extends z.ZodType>(url: string, schema: T): z.output<T> {
  const parameters = new URL(url).searchParams;
  const repeated = [...new Set(parameters.keys())].filter((name) => parameters.getAll(name).length > 1);
  if (repeated.length > 0) throw invalid(repeated.map((path) => ({ path, message: "Send this parameter once." })));
  return check(schema, Object.fromEntries(parameters), "Unknown query parameter");
}

/** For a route without parameters. */
export function refuseQuery(url: string): undefined {
  const [name] = new URL(url).searchParams.keys();
  if (name !== undefined) throw invalid([{ path: name, message: "Unknown query parameter." }]);
}

/** An address that cannot be one of ours is nowhere. */
export function readParams<T extends z.ZodType>(params: unknown, schema: T): z.output<T> {
  const result = schema.safeParse(params);
  if (!result.success) throw new AppError("not_found", "There is nothing at this address.");
  return result.data;
}

/** A JSON body through its schema. Only this parse may become 422: a bad row of ours is never the caller's fault. */
export async function readBody<T extends z.ZodType>(request: Request, schema: T): Promise<z.output<T>> {
  const contentType = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(contentType.trim())) {
    throw new AppError("unsupported_media_type", "Send the body as Content-Type: application/json.");
  }
  const text = await readText(request);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new AppError("malformed_request", "The body is not valid JSON.");
  }
  return check(schema, json, "Unknown member");
}

async function readText(request: Request): Promise<string> {
  const tooLarge = new AppError("payload_too_large", `The body is larger than ${MAX_BODY_BYTES / 1024} KiB.`);
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw tooLarge;
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new AppError("malformed_request", "The body is not valid UTF-8.");
  }
}

function check<T extends z.ZodType>(schema: T, input: unknown, unknownMember: string): z.output<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw invalid(result.error.issues.flatMap((issue) => fieldErrors(issue, unknownMember)));
}

function fieldErrors(issue: z.core.$ZodIssue, unknownMember: string): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...path, key].join("."), message: `${unknownMember}.` }));
  }
  return [{ path: path.join("."), message: sentence(issue.message) }];
}

function invalid(errors: FieldError[]): AppError {
  const [first] = errors;
  const detail = first ? (first.path ? `${first.path}: ${first.message}` : first.message) : "The request is not valid.";
  return new AppError("validation_failed", detail, { errors });
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
