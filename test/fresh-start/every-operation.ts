import { equal, match, notEqual } from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { ownersHeaders, type Tenant } from "@/test/security/callers";
import { addressOf, allOperations, type Operation } from "@/test/security/operations";
import type { ValidRequest } from "@/test/security/valid-requests/valid-request";
import { validRequestOf } from "@/test/security/valid-requests/valid-requests";
import type { Check } from "./documented";

/** A demo reaches no private address, and the receiver of the valid requests is on loopback. */
const refusedInDemo = new Set(["createWebhookEndpoint"]);

/** Each operation of the OpenAPI document: a valid request, one without a credential, and one for a row that is not there. */
export function operationChecks(url: string, tenant: Tenant): Check[] {
  return allOperations().flatMap((operation) => {
    const named = (what: string) => `${operation.method} ${operation.path}: ${what}`;
    return [
      {
        name: named("a valid request"),
        run: async () => {
          const request = await validRequestOf(operation.name)(tenant);
          const response = await send(url, operation, request, await ownersHeaders(operation, tenant));
          const text = await response.text();
          equal(response.status, refusedInDemo.has(operation.name) ? 422 : request.status, text.slice(0, 500));
          notEqual(response.headers.get("x-request-id"), null);
        },
      },
      {
        name: named("without a credential"),
        run: async () => isProblem(await send(url, operation, { params: fillers(operation), status: 401 }, {}), 401),
      },
      ...(operation.method === "GET" && /\{(?!managedAccountId)/.test(operation.path)
        ? [
            {
              name: named("a row that is not there"),
              run: async () => {
                const request = { params: fillers(operation), status: 404 };
                isProblem(await send(url, operation, request, await ownersHeaders(operation, tenant)), 404);
              },
            },
          ]
        : []),
    ];
  });
}

function send(
  url: string,
  { method, path }: Operation,
  { params = {}, query, body, csv }: ValidRequest,
  headers: Record<string, string>,
) {
  const content = csv ?? (body === undefined ? undefined : JSON.stringify(body));
  const type = csv === undefined ? "application/json" : "text/csv";
  return fetch(`${url}${addressOf(path, params, query)}`, {
    method,
    redirect: "manual",
    headers: { ...headers, ...(content !== undefined && { "Content-Type": type }) },
    ...(content !== undefined && { body: content }),
  });
}

const fillers = ({ path }: Operation) =>
  Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name ?? "", randomUUID()]));

function isProblem(response: Response, status: number): void {
  equal(response.status, status);
  match(response.headers.get("content-type") ?? "", /^application\/problem\+json/);
}
