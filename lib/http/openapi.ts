import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import type { Actor } from "@/lib/identity/actor";
import type { ErrorCode } from "@/lib/platform/errors";
import { Problem } from "@/lib/platform/schemas";
import type { AnyContract, ApiRoute } from "./contract";
import { problems } from "./error-response";
import { type Method, methods, type Refusal } from "./method-not-allowed";
import { bodyIsOptional } from "./read-request";

/** The exports of each `route.ts`, by OpenAPI path (`/core/phone-numbers/{phoneNumber}`). */
export type RouteModules = Record<string, Partial<Record<Method, ApiRoute | Refusal>>>;

export function verbsOf(module: RouteModules[string]): [Method, ApiRoute][] {
  return methods.flatMap((method) => {
    const route = module[method];
    return route && "contract" in route ? [[method, route] as [Method, ApiRoute]] : [];
  });
}

const everywhere: ErrorCode[] = ["unauthenticated", "forbidden", "validation_failed", "rate_limited", "internal_error"];

/** The OpenAPI 3.1 document, generated from the contracts that the routes enforce. */
export function buildOpenApiDocument(routes: RouteModules, webhooks: ZodOpenApiPathsObject, serverUrl: string) {
  return createDocument(
    {
      openapi: "3.1.0",
      info: {
        title: "Trunkline API",
        version: "1.0.0",
        description:
          "Search, purchase and route phone numbers. Every error is a problem document (RFC 9457) whose `detail` is one plain sentence.",
      },
      servers: [{ url: serverUrl }],
      security: [{ bearer: [] }, { session: [] }],
      components: {
        securitySchemes: {
          bearer: {
            type: "http",
            scheme: "bearer",
            description:
              "An organization API key (`ak_…`), or a personal access token (`pat_…`) together with X-Anyreach-Org.",
          },
          session: { type: "apiKey", in: "cookie", name: "trunkline-session", description: "A signed-in browser." },
        },
      },
      paths: Object.fromEntries(Object.entries(routes).map(([path, module]) => [snakeCase(path), pathItem(module)])),
      webhooks,
    },
    // Responses may gain members, which would break clients that reject unknown ones.
    { override: ({ jsonSchema, io }) => void (io === "output" && delete jsonSchema.additionalProperties) },
  );
}

function pathItem(module: RouteModules[string]): ZodOpenApiPathsObject[string] {
  return Object.fromEntries(
    verbsOf(module).map(([method, { contract }]) => [method.toLowerCase(), operation(contract)]),
  );
}

function operation(contract: AnyContract): ZodOpenApiOperationObject {
  return {
    operationId: contract.operation,
    tags: [contract.tag],
    ...(contract.sessionOnly && { security: [{ session: [] }] }),
    summary: contract.summary,
    description: [contract.description, scopeSentence(contract)].filter(Boolean).join("\n\n"),
    requestParams: {
      ...(contract.params && { path: snakeCased(contract.params) }),
      ...(contract.query && { query: contract.query }),
      header: requestHeaders(contract),
    },
    ...requestBody(contract),
    responses: { ...successes(contract), ...refusals(contract) },
  };
}

function requestBody({ body, csvBody }: AnyContract): Pick<ZodOpenApiOperationObject, "requestBody"> {
  if (body) {
    return { requestBody: { required: !bodyIsOptional(body), content: { "application/json": { schema: body } } } };
  }
  if (!csvBody) return {};
  const content = { "text/csv": { schema: text } };
  return { requestBody: { required: true, description: csvBody.description, content } };
}

const text = { type: "string" as const };

const snakeCase = (text: string) => text.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function snakeCased(params: z.ZodObject): z.ZodObject {
  return z.object(Object.fromEntries(Object.entries(params.shape).map(([name, type]) => [snakeCase(name), type])));
}

export function scopesByCaller({ scopes }: AnyContract): { session: string[]; token: string[] } {
  const accepted = (actor: Actor) => [...(typeof scopes === "function" ? scopes(actor) : scopes)];
  return { session: accepted({ kind: "user", id: "" }), token: accepted({ kind: "api_key", id: "" }) };
}

function scopeSentence(contract: AnyContract): string {
  const { session, token } = scopesByCaller(contract);
  const either = (names: string[]) => names.map((name) => `\`${name}\``).join(" or ");
  if (contract.sessionOnly) return "Requires a signed-in user; API keys and tokens can't call this.";
  if (session.length === 0) return "Any valid credential can call this.";
  if (session.join() === token.join()) return `Scope: ${either(token)}.`;
  return `Scope of a token: ${either(token)}. Scope of a session: ${either(session)}.`;
}

function requestHeaders(contract: AnyContract) {
  return z.object({
    "X-Anyreach-Org": z.uuid().optional().meta({
      description: "The organization's id. Required with a personal access token; an API key carries its organization.",
    }),
    ...(contract.idempotent && {
      "Idempotency-Key": z
        .string()
        .min(1)
        .max(255)
        .optional()
        .meta({
          description: `Bare, or a quoted string as the IETF draft has it. The same key and body get the stored answer again; kept ${contract.idempotencyDays ? `${contract.idempotencyDays} days` : "24 hours"}.`,
        }),
    }),
    ...(contract.etag &&
      contract.body && {
        "If-Match": z
          .string()
          .optional()
          .meta({ description: "The ETag you last read; 412 if the record has changed since." }),
      }),
  });
}

const requestId = { "X-Request-Id": { description: "The request's ID in the logs.", schema: text } };

const limited = {
  RateLimit: { description: "Requests left in each window, and the seconds until it resets.", schema: text },
  "RateLimit-Policy": { description: "Requests allowed per window, in seconds.", schema: text },
};
const retryAfter = { "Retry-After": { description: "Seconds to wait before retrying.", schema: text } };

function successes(contract: AnyContract) {
  const replayed = {
    "Idempotency-Replayed": { description: "`true` on a stored answer.", schema: text },
  };
  const etag = { ETag: { description: "The state that If-Match names.", schema: text } };
  const headers = { ...requestId, ...limited, ...(contract.etag && etag), ...(contract.idempotent && replayed) };
  return Object.fromEntries(
    Object.entries(contract.responses).map(([status, { description, body, csv: isCsv, text: isText }]) => {
      const content = isCsv
        ? { "text/csv": { schema: text } }
        : isText
          ? { "text/plain": { schema: text } }
          : body && { "application/json": { schema: body } };
      return [status, { description, headers, ...(content && { content }) }];
    }),
  );
}

function refusals(contract: AnyContract) {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of refusalCodes(contract)) {
    const { status } = problems[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status) as `${1 | 2 | 3 | 4 | 5}${string}`,
      {
        description: codes.map((code) => `\`${code}\``).join(", "),
        headers: { ...requestId, ...([409, 429, 503].includes(status) && retryAfter), ...(status === 429 && limited) },
        content: { "application/problem+json": { schema: Problem } },
      },
    ]),
  );
}

function refusalCodes(contract: AnyContract): ErrorCode[] {
  // A path with invalid parameters does not exist.
  const withParams: ErrorCode[] = contract.params ? ["not_found"] : [];
  const withBody: ErrorCode[] =
    contract.body || contract.csvBody
      ? [
          "malformed_request",
          "request_timeout",
          "payload_too_large",
          "unsupported_media_type",
          "unsupported_content_encoding",
        ]
      : [];
  const withKey: ErrorCode[] = contract.idempotent ? ["idempotency_key_in_flight", "idempotency_key_reused"] : [];
  return [
    ...new Set([
      ...everywhere,
      ...withParams,
      ...withBody,
      ...withKey,
      ...(contract.errors ?? []),
      "temporarily_unavailable" as const,
    ]),
  ];
}
