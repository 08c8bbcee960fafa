import type { z } from "zod";
import { type Context, requireScope, requireSession } from "@/lib/identity/actor";
import { chargeOrganization, withinBudget } from "@/lib/platform/db/database-budget";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { countRequest } from "@/lib/platform/metrics/request-metrics";
import { countAct, rateLimitHeaders, takeFromLimit } from "@/lib/platform/rate-limit/rate-limit";
import type { LimitState } from "@/lib/platform/rate-limit/rate-limit-store";
import { refuseExceeded } from "@/lib/platform/rate-limit/refuse-exceeded";
import { requestIdOf } from "@/lib/platform/request-id";
import type { AnyContract, ApiReply, ApiRoute, Contract, Input, RouteContext } from "./contract";
import { corsHeaders } from "./cors";
import { errorResponse } from "./error-response";
import { inExportPlace } from "./export-places";
import { idempotencyKeyOf, withIdempotency } from "./idempotency";
import type { IdempotencyOptions } from "./idempotency-store";
import { authenticateCounted, requireFewFailures } from "./limited-authentication";
import { readCsv } from "./read-body";
import { beginBody, readParams, readQuery, refuseQuery } from "./read-request";
import { respond } from "./respond";
import { refuseForeignWrite, requireOwnPage } from "./same-origin";

/**
 * The request wrapper of the API, for sessions and both kinds of token: request id, authentication, same-origin check
 * of cookie writes, rate limits, accepted scopes, strict parsing, idempotency, ETag, problem documents and one log
 * line.
 */
export function withApi<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  contract: Contract<P, Q, B>,
  handle: (input: Input<P, Q, B>) => Promise<ApiReply>,
): ApiRoute {
  const route = async (request: Request, context: RouteContext): Promise<Response> => {
    const state: RequestState = {
      request,
      context,
      requestId: requestIdOf(request),
      startedAt: performance.now(),
      limits: [],
    };
    const admitted = () => handleRequest(contract, handle, state);
    const response = await withinBudget(budgetOf(request), admitted).catch((error) =>
      errorResponse(error, state.requestId),
    );
    return finalizeResponse(contract, response, state);
  };
  return Object.assign(route, { contract });
}

/** The total database wait of a request, in milliseconds. Lookups are shorter because a call is waiting on them. */
const budgetOf = ({ method }: Request) => (method === "GET" || method === "HEAD" ? 4_500 : 9_000);

type RequestState = {
  request: Request;
  context: RouteContext;
  requestId: string;
  startedAt: number;
  limits: LimitState[];
  ctx?: Context;
};

async function handleRequest<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  contract: Contract<P, Q, B>,
  handle: (input: Input<P, Q, B>) => Promise<ApiReply>,
  state: RequestState,
): Promise<Response> {
  const { request, context, requestId, limits } = state;
  requireFewFailures(request);
  const begin = () => contract.body && beginBody(request, contract.body, contract.maxBodyBytes);
  // Read only a small body before the caller is authenticated.
  const begun = contract.maxBodyBytes === undefined ? begin() : undefined;
  const ctx = await authenticateCounted(request, requestId);
  state.ctx = ctx;
  chargeOrganization(ctx.organizationId);
  await countAct(limits, "requests", `${ctx.actor.kind}:${ctx.actor.id}`);
  refuseExceeded([await takeFromLimit("organization_requests", ctx.organizationId)]);
  refuseForeignWrite(request, ctx);
  if (contract.sessionOnly) requireSession(ctx);
  requireAcceptedScope(contract, ctx);
  if (contract.limit) await countAct(limits, contract.limit, ctx.organizationId);
  const input = {
    ctx,
    params: contract.params && readParams(await decoded(context), contract.params),
    query: contract.query ? readQuery(request.url, contract.query) : refuseQuery(request.url),
    body: await (begun ?? begin())?.(),
    csv: contract.csvBody && (await readCsv(request, contract.maxBodyBytes)),
    ifMatch: request.headers.get("if-match"),
    idempotencyKey: contract.idempotent ? idempotencyKeyOf(request) : null,
    beforeWriting: () => requireOwnPage(request, ctx),
  } as Input<P, Q, B>;
  const run = () => handle(input).then((answer) => checked(contract, answer));
  const reply = () => (answersCsv(contract) ? inExportPlace(ctx.organizationId, run) : run());
  const { idempotencyKey: key } = input;
  const asked = {
    params: input.params,
    body: input.csv ? { query: input.query, sha256: input.csv.sha256 } : input.body,
  };
  const answer =
    key === null ? await reply() : await withIdempotency(ctx, idempotencyOptionsOf(contract, key, ctx), asked, reply);
  return respond(contract, answer, request);
}

function finalizeResponse({ operation }: AnyContract, response: Response, state: RequestState): Response {
  const { request, requestId, startedAt, limits, ctx } = state;
  const headers = { "X-Request-Id": requestId, ...rateLimitHeaders(limits), ...corsHeaders(request) };
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  const { status } = response;
  const ms = performance.now() - startedAt;
  countRequest(operation, status, ms);
  const actor = ctx && `${ctx.actor.kind}:${ctx.actor.id}`;
  const about = { operation, status, ms: Math.round(ms), request_id: requestId };
  log().info({ ...about, organization_id: ctx?.organizationId, actor }, "api");
  return response;
}

function idempotencyOptionsOf(
  { operation, idempotencyDays: days = 1, ...contract }: AnyContract,
  key: string,
  ctx: Context,
): IdempotencyOptions {
  // A user's own resources must not share keys with other members of the organization.
  const endpoint = contract.sessionOnly ? `${operation} ${ctx.actor.id}` : operation;
  return { endpoint, key, days, secretMember: contract.secretMember };
}

const answersCsv = ({ responses }: AnyContract) => Object.values(responses).some(({ csv }) => csv);

function requireAcceptedScope(contract: AnyContract, ctx: Context): void {
  const accepted = typeof contract.scopes === "function" ? contract.scopes(ctx.actor) : contract.scopes;
  if (accepted.length > 0) requireScope(ctx, accepted);
}

/** Handles malformed percent-encoding, because Next passes parameters on undecoded. */
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
    throw new AppError("not_found", "Not found. Check the URL.");
  }
}

/** Outside production, a response that violates its schema fails, so that tests find it. */
function checked(contract: AnyContract, answer: ApiReply): ApiReply {
  if (env().NODE_ENV !== "production") contract.responses[answer.status ?? 200]?.body?.parse(answer.body);
  return answer;
}
