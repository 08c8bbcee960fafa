import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import type { z } from "zod";
import { type Actor, type Context, requireScope } from "@/lib/auth/actor";
import { authenticate } from "@/lib/auth/authenticate";
import type { Scope } from "@/lib/auth/scopes";
import { env } from "@/lib/env";
import { AppError, type ErrorCode } from "@/lib/errors";

import { log } from "@/lib/log";
import { errorResponse } from "./error-response";
import { etagOf } from "./etag";
import { answerOnce, idempotencyKeyOf } from "./idempotency";
import type { Once } from "./idempotency-store";
import { readBody, readParams, readQuery, refuseQuery } from "./read-request";
import { refuseForeignWrite } from "./same-origin";

/** What a route declares: enough for the door to hold it and for the OpenAPI document to describe it. */
export type Contract<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  /** camelCase and unique: the operation's name in generated clients. */
  operation: string;
  summary: string;
  description?: string;
  tag: string;
  /** One of these is enough. A function where a session and a token differ; empty: every credential. */
  scopes: readonly Scope[] | ((actor: Actor) => readonly Scope[]);
  params?: P;
  query?: Q;
  body?: B;
  /** Success answers by status. */
  responses: Record<number, { description: string; body?: z.ZodType }>;
  /** Refusals of this operation besides those of every one. */
  errors?: readonly ErrorCode[];
  /** The answer carries an ETag; the handler gets `ifMatch`. */
  etag?: boolean;
  /** Accepts Idempotency-Key. */
  idempotent?: boolean;
  /** How long an answer is kept under its key; 1 when absent. */
  idempotencyDays?: number;
};

/** Without a body, as 204 is. */
export type ApiReply = { status?: number; body?: unknown; headers?: Record<string, string> };

type Input<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  ctx: Context;
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  ifMatch: string | null;
  idempotencyKey: string | null;
};

// biome-ignore lint/suspicious/noExplicitAny: a list of contracts of every kind
export type AnyContract = Contract<any, any, any>;

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };
export type ApiRoute = ((request: Request, context: RouteContext) => Promise<Response>) & { contract: AnyContract };

/**
 * The one door of the API, for sessions and both kinds of token: request id, authentication, same-origin check of
 * cookie writes, accepted scopes, strict parsing, idempotency, ETag, problem documents and one log line.
 */
export function withApi<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  contract: Contract<P, Q, B>,
  handle: (input: Input<P, Q, B>) => Promise<ApiReply>,
): ApiRoute {
  const route = async (incoming: Request, context: RouteContext): Promise<Response> => {
    const request = incoming instanceof NextRequest ? incoming : new NextRequest(incoming);
    const requestId = requestIdOf(request);
    const startedAt = performance.now();
    let ctx: Context | undefined;
    let response: Response;
    try {
      ctx = await authenticate(request, requestId);
      refuseForeignWrite(request, ctx);
      requireAcceptedScope(contract, ctx);
      const input = {
        ctx,
        params: contract.params && readParams(await decoded(context), contract.params),
        query: contract.query ? readQuery(request.url, contract.query) : refuseQuery(request.url),
        body: contract.body && (await readBody(request, contract.body)),
        ifMatch: request.headers.get("if-match"),
        idempotencyKey: contract.idempotent ? idempotencyKeyOf(request) : null,
      } as Input<P, Q, B>;
      const reply = () => handle(input).then((answer) => checked(contract, answer));
      const { idempotencyKey: key } = input;
      const answer = key === null ? await reply() : await answerOnce(ctx, onceUnder(contract, key), input, reply);
      response = respond(contract, answer, request);
    } catch (error) {
      response = errorResponse(error, requestId);
    }
    response.headers.set("X-Request-Id", requestId);
    log().info(
      {
        operation: contract.operation,
        status: response.status,
        ms: Math.round(performance.now() - startedAt),
        request_id: requestId,
        organization_id: ctx?.organizationId,
        actor: ctx && `${ctx.actor.kind}:${ctx.actor.id}`,
      },
      "api",
    );
    return response;
  };
  return Object.assign(route, { contract });
}

function onceUnder({ operation: endpoint, idempotencyDays: days = 1 }: AnyContract, key: string): Once {
  return { endpoint, key, days };
}

function requireAcceptedScope(contract: AnyContract, ctx: Context): void {
  const accepted = typeof contract.scopes === "function" ? contract.scopes(ctx.actor) : contract.scopes;
  if (accepted.length > 0) requireScope(ctx, accepted);
}

/** An id of the caller's is kept when it is one line of plain characters, else made here. */
export function requestIdOf(request: Request): string {
  const sent = request.headers.get("x-request-id") ?? "";
  return /^[A-Za-z0-9._-]{8,64}$/.test(sent) ? sent : randomUUID();
}

/** A catch for percent-encoding that is no encoding; Next hands parameters on as they came. */
async function decoded(context: RouteContext): Promise<Record<string, unknown>> {
  const params = await context.params;
  try {
    return Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === "string" ? decodeURIComponent(value) : value,
      ]),
    );
  } catch {
    throw new AppError("not_found", "There is nothing at this address.");
  }
}

/** Outside production an answer that its own schema refuses is a failure, so that tests find it. */
function checked(contract: AnyContract, answer: ApiReply): ApiReply {
  if (env().NODE_ENV !== "production") contract.responses[answer.status ?? 200]?.body?.parse(answer.body);
  return answer;
}

function respond(contract: AnyContract, { status = 200, body, headers = {} }: ApiReply, request: Request): Response {
  if (body === undefined) return new Response(null, { status, headers: { "Cache-Control": "no-store", ...headers } });
  const text = JSON.stringify(body);
  const all = new Headers({ "Content-Type": "application/json", "Cache-Control": "private, no-store", ...headers });
  const next = nextLink(body, request.url);
  if (next) all.set("Link", next);
  if (contract.etag) all.set("ETag", etagOf(body));
  return new Response(text, { status, headers: all });
}

/** RFC 8288: the next page of a list, with the same filters. */
function nextLink(body: unknown, url: string): string | undefined {
  const cursor = (body as { pagination?: { next_cursor?: string | null } } | null)?.pagination?.next_cursor;
  if (!cursor) return undefined;
  const next = new URL(url);
  next.searchParams.set("cursor", cursor);
  return `<${next.pathname.replace(/^\/api(?=\/(core|admin)\/)/, "")}${next.search}>; rel="next"`;
}
