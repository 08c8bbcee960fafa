import { NextRequest } from "next/server";
import type { z } from "zod";
import { type Context, requireScope, requireSession } from "@/lib/auth/actor";
import { authenticate } from "@/lib/auth/authenticate";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import type { AnyContract, ApiReply, ApiRoute, Contract, Input, RouteContext } from "./contract";
import { corsHeaders } from "./cors";
import { errorResponse } from "./error-response";
import { answerOnce, idempotencyKeyOf } from "./idempotency";
import type { Once } from "./idempotency-store";
import { countAct, rateLimitHeaders } from "./rate-limit";
import type { LimitState } from "./rate-limit-store";
import { readCsv } from "./read-body";
import { readBody, readParams, readQuery, refuseQuery } from "./read-request";
import { requestIdOf } from "./request-id";
import { respond } from "./respond";
import { refuseForeignWrite } from "./same-origin";

/**
 * The one door of the API, for sessions and both kinds of token: request id, authentication, same-origin check of
 * cookie writes, rate limits, accepted scopes, strict parsing, idempotency, ETag, problem documents and one log line.
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
    const limits: LimitState[] = [];
    let response: Response;
    try {
      ctx = await authenticate(request, requestId);
      await countAct(limits, "requests", `${ctx.actor.kind}:${ctx.actor.id}`);
      refuseForeignWrite(request, ctx);
      if (contract.sessionOnly) requireSession(ctx);
      requireAcceptedScope(contract, ctx);
      if (contract.limit) await countAct(limits, contract.limit, ctx.organizationId);
      const input = {
        ctx,
        params: contract.params && readParams(await decoded(context), contract.params),
        query: contract.query ? readQuery(request.url, contract.query) : refuseQuery(request.url),
        body: contract.body && (await readBody(request, contract.body, contract.maxBodyBytes)),
        csv: contract.csvBody && readCsv(request, contract.maxBodyBytes),
        ifMatch: request.headers.get("if-match"),
        idempotencyKey: contract.idempotent ? idempotencyKeyOf(request) : null,
      } as Input<P, Q, B>;
      const reply = () => handle(input).then((answer) => checked(contract, answer));
      const { idempotencyKey: key } = input;
      const answer = key === null ? await reply() : await answerOnce(ctx, onceUnder(contract, key, ctx), input, reply);
      response = respond(contract, answer, request);
    } catch (error) {
      response = errorResponse(error, requestId);
    }
    response.headers.set("X-Request-Id", requestId);
    const more = { ...rateLimitHeaders(limits), ...corsHeaders(request) };
    for (const [name, value] of Object.entries(more)) response.headers.set(name, value);
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

function onceUnder(
  { operation, idempotencyDays: days = 1, ...contract }: AnyContract,
  key: string,
  ctx: Context,
): Once {
  // What is a person's own is nobody else's in the organization.
  const endpoint = contract.sessionOnly ? `${operation} ${ctx.actor.id}` : operation;
  return { endpoint, key, days, secretMember: contract.secretMember };
}

function requireAcceptedScope(contract: AnyContract, ctx: Context): void {
  const accepted = typeof contract.scopes === "function" ? contract.scopes(ctx.actor) : contract.scopes;
  if (accepted.length > 0) requireScope(ctx, accepted);
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
