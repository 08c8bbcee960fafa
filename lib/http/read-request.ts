import type { z } from "zod";
import { AppError, type FieldError } from "@/lib/platform/errors";
import { unstorableText } from "@/lib/platform/parse-json";
import { beginJson } from "./read-body";

export function readQuery<T extends z.ZodType>(url: string, schema: T): z.output<T> {
  const parameters = new URL(url).searchParams;
  const repeated = [...new Set(parameters.keys())].filter((name) => parameters.getAll(name).length > 1);
  if (repeated.length > 0) throw invalid(repeated.map((path) => ({ path, message: "Send this parameter once." })));
  const unkept = [...parameters].map(([path, value]) => ({
    path,
    message: unstorableText(value) ?? unstorableText(path),
  }));
  const errors = unkept.filter((error): error is FieldError => error.message !== undefined);
  if (errors.length > 0) throw invalid(errors);
  return check(schema, Object.fromEntries(parameters), "Unknown query parameter");
}

export function refuseQuery(url: string): undefined {
  const [name] = new URL(url).searchParams.keys();
  if (name !== undefined) throw invalid([{ path: name, message: "Unknown query parameter." }]);
}

/** Invalid path parameters mean that the resource does not exist. */
export function readParams<T extends z.ZodType>(params: unknown, schema: T): z.output<T> {
  const result = schema.safeParse(params);
  if (!result.success) throw new AppError("not_found", "Not found. Check the URL.");
  return result.data;
}

/**
 * Starts to read a JSON body; the returned function validates it. Only this validation may produce 422, because invalid
 * stored data is never the caller's fault.
 */
export function beginBody<T extends z.ZodType>(
  request: Request,
  schema: T,
  maxBytes: number | undefined,
): () => Promise<z.output<T>> {
  const json = beginJson(request, maxBytes);
  return async () => {
    const body = await json();
    if (body === undefined && !bodyIsOptional(schema)) {
      throw new AppError("malformed_request", "The body is empty. Send a JSON object.");
    }
    return check(schema, body, "Unknown member");
  };
}

export const bodyIsOptional = (schema: z.ZodType) => schema.safeParse(undefined).success;

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
