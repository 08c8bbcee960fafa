import { type Scope, scopes } from "@/lib/identity/scopes";
import { proxied } from "@/test/support/proxied-request";
import { type Caller, callersOf, everyScopeSet, newTenant, ownersHeaders, type Tenant } from "./callers";
import { addressOf, allOperations, type Operation } from "./operations";
import { foreignStatus, type Prepare, type ValidRequest } from "./valid-requests/valid-request";
import { validRequestOf } from "./valid-requests/valid-requests";

/** The organization that the request names, and the owner of its rows. */
export type Place = "own" | "other organization" | "other's rows";

export type Difference = {
  operation: string;
  caller: string;
  place: Place;
  expected: number;
  seen: number;
  answer: string;
};

export type MatrixResult = { operations: number; cells: number; differences: Difference[] };

/** Scopes of a quick run, which tries invalid credentials in only one place. */
const few: (readonly Scope[])[] = [[], ["phone_numbers:manage"], ["members:manage"], scopes];

const places: Place[] = ["other organization", "other's rows", "own"];

/** Compares contract and response for every operation × every credential × own and other organization. */
export async function checkAuthorization({ quick = false } = {}): Promise<MatrixResult> {
  const [own, other] = [await newTenant(), await newTenant()];
  const callers = await callersOf(own, quick ? few : everyScopeSet());
  const result: MatrixResult = { operations: 0, cells: 0, differences: [] };
  for (const operation of allOperations()) {
    result.operations++;
    const { cells, differences } = await checkOperation(operation, { own, other, callers, quick });
    result.cells += cells;
    result.differences.push(...differences);
  }
  return result;
}

type World = { own: Tenant; other: Tenant; callers: Caller[]; quick: boolean };

async function checkOperation(operation: Operation, { own, other, callers, quick }: World) {
  const prepare = validRequestOf(operation.name);
  const differences: Difference[] = [];
  let cells = 0;
  const requests = { own: await renewed(prepare, own), other: await renewed(prepare, other) };
  const check = async (caller: Caller, place: Place) => {
    const target = place === "other's rows" ? requests.other : requests.own;
    const expected = expectedStatus(operation, caller, place, target.request);
    const organization = place === "other organization" ? other.id : own.id;
    const { seen, answer } = await ask(operation, target.request, await headersOf(caller, place, organization));
    cells++;
    const leaked = place === "own" ? undefined : [other.id, other.slug].find((secret) => answer.includes(secret));
    if (seen !== expected || leaked) {
      differences.push({ operation: operation.name, caller: caller.name, place, expected, seen, answer });
    }
    if (seen < 300) await target.use();
  };
  // Refused callers go first, on one row: that later callers still find it proves that nothing was done.
  for (const allowed of [false, true]) {
    for (const place of places) {
      for (const caller of callers) {
        if (quick && caller.kind === "invalid" && place !== "own") continue;
        const { request } = place === "other's rows" ? requests.other : requests.own;
        if (expectedStatus(operation, caller, place, request) < 300 === allowed) await check(caller, place);
      }
    }
  }
  const owner = await ask(operation, requests.other.request, await ownersHeaders(operation, other));
  const { status: expected } = requests.other.request;
  cells++;
  if (owner.seen !== expected) {
    const what = { operation: operation.name, caller: "the owner afterwards", place: "own" } as const;
    differences.push({ ...what, expected, ...owner });
  }
  return { cells, differences };
}

/** A valid request, recreated after each use. */
async function renewed(prepare: Prepare, tenant: Tenant) {
  const target = {
    request: await prepare(tenant),
    use: async () => {
      target.request = await prepare(tenant);
    },
  };
  return target;
}

/** Derived from the contract alone: checks credential, organization, scope and row, in this order. */
export function expectedStatus(
  { accepted, sessionOnly }: Pick<Operation, "accepted" | "sessionOnly">,
  caller: Caller,
  place: Place,
  request: ValidRequest,
): number {
  if (caller.kind === "invalid") return 401;
  if (place === "other organization") return caller.kind === "api_key" ? 401 : 403;
  if (!caller.member || (sessionOnly && caller.kind !== "session")) return 403;
  const enough = caller.kind === "session" ? accepted.session : accepted.token;
  if (enough.length > 0 && !caller.scopes.some((scope) => enough.includes(scope))) return 403;
  const isForeign = place === "other's rows" || (request.person !== undefined && request.person !== caller.userId);
  // The scopes that a stored role gives are known only once the row is found.
  const isGivenFirst = request.body !== undefined || !isForeign;
  if (isGivenFirst && request.gives?.some((scope) => !caller.scopes.includes(scope))) return 403;
  return isForeign ? foreignStatus(request) : request.status;
}

async function headersOf({ kind, headers }: Caller, place: Place, organizationId: string) {
  const carriesIt = kind === "api_key" && place !== "other organization";
  return { ...(await headers()), ...(!carriesIt && { "X-Anyreach-Org": organizationId }) };
}

async function ask(
  { method, path, route }: Operation,
  { params = {}, query, body, csv }: ValidRequest,
  headers: Record<string, string>,
) {
  const type = csv === undefined ? "application/json" : "text/csv";
  const content = csv ?? (body === undefined ? undefined : JSON.stringify(body));
  const request = new Request(`http://localhost${addressOf(path, params, query)}`, {
    method,
    headers: { ...headers, ...(content !== undefined && { "Content-Type": type }) },
    body: content,
  });
  const response = await route(proxied(request), { params: Promise.resolve(params) });
  return { seen: response.status, answer: await response.text() };
}
