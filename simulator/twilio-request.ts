import { randomBytes } from "node:crypto";
import type { AccountStatus, FaultOperation } from "./control-contract";
import type { Store } from "./store";

export type TwilioRequest = {
  store: Store;
  /** The account in the path, or that of the credentials when the path has none. */
  accountSid: string;
  standing: AccountStatus;
  /** Whether a number or trunk belongs to the account. */
  owns: (object: { accountSid?: string }) => boolean;
  /** `http://host:port` as the client wrote it, for the absolute links of the newer APIs. */
  origin: string;
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  form: URLSearchParams;
};

export type Reply = { status: number; body?: unknown };

export type Operation = Exclude<FaultOperation, "any"> | "other";

export type Route = {
  method: "GET" | "POST" | "DELETE";
  /** `:name` matches one path segment. */
  path: string;
  operation: Operation;
  handle: (request: TwilioRequest) => Reply;
  /** The number a request is about, for operations with faults on single numbers. */
  phoneNumber?: (request: TwilioRequest) => string | undefined;
};

/** A refusal in Twilio's format: `{ code, message, more_info, status }`. */
export class TwilioError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }

  toReply(): Reply {
    const { code, message, status } = this;
    return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } };
  }
}

/** 404/20404 for the request's own path. */
export function notFound(path: string): TwilioError {
  return new TwilioError(404, 20404, `The requested resource ${path} was not found`);
}

/** 400/20001, for refusals whose code Twilio does not publish. */
export function invalidParameter(message: string): TwilioError {
  return new TwilioError(400, 20001, message);
}

export function newSid(prefix: "PN" | "TK" | "OU" | "RQ"): string {
  return prefix + randomBytes(16).toString("hex");
}

/** Undefined when the parameter is absent or empty. */
export function optional(form: URLSearchParams, name: string): string | undefined {
  return form.get(name) || undefined;
}

export function requireParameter(form: URLSearchParams, name: string): string {
  const value = optional(form, name);
  if (value === undefined) throw invalidParameter(`Missing required parameter ${name} in the post body`);
  return value;
}

export function parseBoolean(form: URLSearchParams, name: string, otherwise: boolean): boolean {
  const value = optional(form, name)?.toLowerCase();
  if (value === undefined) return otherwise;
  if (value !== "true" && value !== "false") throw invalidParameter(`${name} must be true or false`);
  return value === "true";
}

export function parseInteger(form: URLSearchParams, name: string, min: number, max: number, otherwise?: number) {
  const value = otherwise === undefined ? requireParameter(form, name) : optional(form, name);
  if (value === undefined) return otherwise ?? min;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= min && number <= max)) throw invalidParameter(`${name} must be between ${min} and ${max}`);
  return number;
}

export function parseFriendlyName(form: URLSearchParams): string | undefined {
  const name = optional(form, "FriendlyName");
  if (name && name.length > 64) throw new TwilioError(400, 20002, "Friendly name must be between 1 and 64 characters");
  return name;
}

/** `Thu, 30 Jul 2015 23:19:04 +0000` */
export const rfc2822 = (time: number) => new Date(time).toUTCString().replace("GMT", "+0000");

/** `2015-01-02T11:23:45Z` */
export const iso8601 = (time: number) => `${new Date(time).toISOString().slice(0, 19)}Z`;
