import type { z } from "zod";
import type { Actor, Context } from "@/lib/identity/actor";
import type { Scope } from "@/lib/identity/scopes";
import type { ErrorCode } from "@/lib/platform/errors";
import type { CsvFile } from "./read-body";

/** Declares a route: the request wrapper enforces it, and the OpenAPI document describes it. */
export type Contract<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  /** The camelCase, unique operation name in generated clients. */
  operation: string;
  summary: string;
  description?: string;
  tag: string;
  /** Any one of these scopes is enough; empty allows every credential. A function when sessions and tokens differ. */
  scopes: readonly Scope[] | ((actor: Actor) => readonly Scope[]);
  /** Refuses tokens of both kinds, for operations that only a person in a browser may perform. */
  sessionOnly?: boolean;
  params?: P;
  query?: Q;
  body?: B;
  /** Accepts a CSV body instead; the handler receives the complete `csv`. */
  csvBody?: { description: string };
  /** Default: 64 KiB for JSON, 10 MiB for CSV. */
  maxBodyBytes?: number;
  responses: Record<number, Success>;
  /** Errors of this operation in addition to the common ones. */
  errors?: readonly ErrorCode[];
  limit?: "search" | "purchase" | "import";
  etag?: boolean;
  idempotent?: boolean;
  /** A secret member of the response. It is not stored, so a replayed response contains null instead. */
  secretMember?: string;
  /** How long a response is stored under its key. Default: 1. */
  idempotencyDays?: number;
};

type Success = { description: string; body?: z.ZodType; csv?: boolean; text?: boolean };

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
  csv: CsvFile;
  ifMatch: string | null;
  idempotencyKey: string | null;
  /** For a GET that may write: throws `forbidden` if a page of another site may have sent the request. */
  beforeWriting: () => void;
};

// biome-ignore lint/suspicious/noExplicitAny: a list of contracts of every kind
export type AnyContract = Contract<any, any, any>;

export type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };
export type ApiRoute = ((request: Request, context: RouteContext) => Promise<Response>) & { contract: AnyContract };
