import fc from "fast-check";
import { system } from "@/lib/platform/db/system";
import { newTenant, ownersHeaders, type Tenant } from "@/test/security/callers";
import { addressOf, allOperations, type Operation } from "@/test/security/operations";
import type { ValidRequest } from "@/test/security/valid-requests/valid-request";
import { validRequestOf } from "@/test/security/valid-requests/valid-requests";
import { describedAs } from "./described";
import { type FuzzRequest, fuzzRequest } from "./fuzz-request";
import { answerOf, faultOf } from "./judge";

export type Fault = { operation: string; report: string };
export type FuzzResult = { requests: number; byStatus: Map<number, number>; faults: Fault[] };

type Send = (operation: Operation, request: Request, params: Record<string, string>) => Promise<Response>;

/** Calls the handler directly, without a network, to be fast. */
const inProcess: Send = ({ route }, request, params) => route(request, { params: Promise.resolve(params) });

/** Each preparation and its request may create one of a resource limited to twenty per organization (`caps.ts`). */
const PREPARATIONS_PER_TENANT = 8;

type Options = { seed: number; requests: number; operation?: string | undefined; origin?: string; send?: Send };

/**
 * Fuzzes every operation of the OpenAPI document. No response may be 5xx or undocumented, and every refusal must be a
 * problem document. The same seed sends the same requests.
 */
export async function fuzzContract(options: Options): Promise<FuzzResult> {
  const { seed, requests, operation: only, origin = "http://localhost", send = inProcess } = options;
  const result: FuzzResult = { requests: 0, byStatus: new Map(), faults: [] };
  const operations = allOperations().filter(({ name }) => only === undefined || name === only);
  const numRuns = Math.ceil(requests / operations.length);
  let tenant = await newTenant();
  let preparations = 1;
  for (const operation of operations) {
    const described = describedAs(operation);
    const prepare = validRequestOf(operation.name);
    const renewed = async () => {
      if (preparations++ % PREPARATIONS_PER_TENANT === 0) tenant = await nextTenant(tenant);
      return { valid: await prepare(tenant), owner: await ownersHeaders(operation, tenant) };
    };
    let parts = await renewed();
    const property = fc.asyncProperty(fuzzRequest(described), async (fuzz) => {
      const { request, params } = build(operation, { ...parts, fuzz, origin });
      const answer = await answerOf(await send(operation, request, params));
      result.requests++;
      result.byStatus.set(answer.status, (result.byStatus.get(answer.status) ?? 0) + 1);
      // An exceeded limit would hide what is behind it.
      if (answer.status === 429) preparations = 0;
      if (answer.status === 429 || (answer.status < 300 && operation.method !== "GET")) parts = await renewed();
      const fault = faultOf(answer, described.statuses);
      if (fault) throw new Error(fault);
    });
    const checked = await fc.check(property, { seed, numRuns, endOnFailure: false });
    if (checked.failed) result.faults.push({ operation: operation.name, report: reportOf(checked) });
  }
  return result;
}

/** Membership preparations must not apply to members of the previous tenant. */
async function nextTenant({ id }: Tenant): Promise<Tenant> {
  await system().transaction((tx) => tx.membership.deleteMany({ where: { organizationId: id } }));
  return newTenant();
}

function reportOf({ seed, counterexample, errorInstance }: fc.RunDetails<[FuzzRequest]>): string {
  const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return `${why}\n  seed ${seed}, request ${JSON.stringify(counterexample?.[0]).slice(0, 2_000)}`;
}

type Parts = { fuzz: FuzzRequest; valid: ValidRequest; owner: Record<string, string>; origin: string };

function build({ method, path }: Operation, { fuzz, valid, owner, origin }: Parts) {
  const params = Object.fromEntries(
    Object.entries(fuzz.params).map(([name, value]) => [
      name,
      value === "valid" ? (valid.params?.[name] ?? "") : encodable(value),
    ]),
  );
  const query = fuzz.query === "valid" ? valid.query : asQuery(fuzz.query);
  const body = bodyOf(fuzz, valid);
  const headers = { ...owner, ...fuzz.headers };
  const request = new Request(`${origin}${addressOf(path, params, query)}`, {
    method,
    headers: body === "none" ? headers : { ...headers, "Content-Type": body.type },
    body: body === "none" ? undefined : body.text,
  });
  // Next passes parameters to a handler undecoded.
  return {
    request,
    params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, encodeURIComponent(value)])),
  };
}

function bodyOf({ body: asked }: FuzzRequest, { body, csv }: ValidRequest): Exclude<FuzzRequest["body"], "valid"> {
  if (asked !== "valid") return asked;
  if (csv !== undefined) return { type: "text/csv", text: csv };
  return body === undefined ? "none" : { type: "application/json", text: JSON.stringify(body) };
}

/** A URL cannot contain an unpaired surrogate. */
const encodable = (text: string) => text.toWellFormed().slice(0, 8_000);

const asQuery = (pairs: [string, string][]) =>
  pairs.map((pair) => pair.map((text) => encodeURIComponent(encodable(text))).join("=")).join("&");
