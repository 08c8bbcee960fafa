import type { z } from "zod";
import type { Actor, Context } from "@/lib/identity/actor";
import type { Scope } from "@/lib/identity/scopes";
import type { ErrorCode } from "@/lib/platform/errors";
import type { CsvFile } from "./read-body";

/** What a route declares: enough for the request wrapper to enforce it and for the OpenAPI document to describe it. */
export type Contract<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  /** camelCase and unique: the operation's name in generated clients. */
  operation: string;
  summary: string;
  description?: string;
  tag: string;
  /** One of these is enough. A function where a session and a token differ; empty: every credential. */
  scopes: readonly Scope[] | ((actor: Actor) => readonly Scope[]);
  /** Refuses tokens of both kinds: what only a person at the browser may do. */
  sessionOnly?: boolean;
  params?: P;
  query?: Q;
  /** A JSON body. */
  body?: B;
  /** A CSV body instead: the handler gets `csv`, once it is whole. */
  csvBody?: { description: string };
  /** 64 KiB of JSON, 10 MiB of CSV when absent. */
  maxBodyBytes?: number;
  /** Success answers by status. */
  responses: Record<number, Success>;
  /** Refusals of this operation besides those of every one. */
  errors?: readonly ErrorCode[];
  /** Counted against this limit of the organization, besides the credential's own over everything. */
  limit?: "search" | "purchase" | "import";
  /** The answer carries an ETag; the handler gets `ifMatch`. */
  etag?: boolean;
  /** Accepts Idempotency-Key. */
  idempotent?: boolean;
  /** The member of the answer that is a secret: it is not kept, so that a repeated request finds null there. */
  secretMember?: string;
  /** How long an answer is kept under its key; 1 when absent. */
  idempotencyDays?: number;
};

/** JSON that its schema describes, CSV, plain text, or nothing. */
type Success = { description: string; body?: z.ZodType; csv?: boolean; text?: boolean };

/** `csv` and `text` are sent as they come; without a body, as 204 is. */
export type ApiReply = {
  status?: number;
  body?: unknown;
  csv?: AsyncIterable<string | Uint8Array>;
  text?: AsyncIterable<string>;
  headers?: Record<string, string>;
};

export type Input<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  ctx: Context;
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  /** Only with `csvBody`. */
  csv: CsvFile;
  ifMatch: string | null;
  idempotencyKey: string | null;
  /** For a GET that may write: throws `forbidden` when a page of another site may have sent it. */
  beforeWriting: () => void;
};

// biome-ignore lint/suspicious/noExplicitAny: a list of contracts of every kind
export type AnyContract = Contract<any, any, any>;

export type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };
export type ApiRoute = ((request: Request, context: RouteContext) => Promise<Response>) & { contract: AnyContract };
