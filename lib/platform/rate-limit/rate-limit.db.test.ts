import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { POST as purchase } from "@/app/api/core/managed-accounts/[managedAccountId]/purchase-number/route";
import { GET as search } from "@/app/api/core/managed-accounts/[managedAccountId]/search-numbers/route";
import { GET as list } from "@/app/api/core/phone-numbers/route";
import { system } from "@/lib/platform/db/system";
import { env } from "@/lib/platform/env";
import { newTenant, ownersHeaders, type Tenant } from "@/test/security/callers";
import { addressOf, allOperations, type Operation } from "@/test/security/operations";
import { validRequestOf } from "@/test/security/valid-requests/valid-requests";
import { call } from "@/test/support/api";
import { asOwner } from "@/test/support/as-owner";
import { freshNumber } from "@/test/support/fresh-number";
import { newOrganization } from "@/test/support/organization";
import { forgetLimit, type LimitName, takeFromLimit } from "./rate-limit";
import { openLimit, take } from "./rate-limit-store";
import { refuseExceeded } from "./refuse-exceeded";

const params = { managedAccountId: "default" };

describe("rate limits", () => {
  it("stand on every answer, the general one and the route's own", async () => {
    const { apiKey } = await newOrganization();
    const general = (await call(list, { token: apiKey })).headers;
    expect(general.get("ratelimit-policy")).toBe('"requests";q=6000;w=60');
    expect(general.get("ratelimit")).toMatch(/^"requests";r=5999;t=\d+$/);
    const searched = (await call(search, { token: apiKey, params })).headers;
    expect(searched.get("ratelimit-policy")).toBe('"requests";q=6000;w=60, "search";q=120;w=60');
    expect(searched.get("ratelimit")).toMatch(/^"requests";r=5998;t=\d+, "search";r=119;t=\d+$/);
  });

  it("refuse above them with 429 and Retry-After, and nothing is bought; another organization goes on", async () => {
    const organization = await newOrganization();
    const spend = () => call(purchase, { token: organization.apiKey, params, body: {} });
    for (let i = 0; i < env().RATE_LIMIT_PURCHASES; i++) expect((await spend()).status).toBe(422);
    // Also with another key: what an organization may buy does not grow with its keys.
    const token = await organization.keyWith("managed_accounts:manage");
    const refused = await call(purchase, { token, params, body: { phone_number: freshNumber() } });
    expect([refused.status, refused.json.code]).toEqual([429, "rate_limited"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.headers.get("ratelimit")).toContain('"purchase";r=0');
    const where = { organizationId: organization.id };
    expect(await system().transaction((tx) => tx.purchase.count({ where }))).toBe(0);
    const stranger = await newOrganization();
    expect((await call(purchase, { token: stranger.apiKey, params, body: {} })).status).toBe(422);
  });

  it("are not spent by who lacks the scope", async () => {
    const { viewerApiKey, apiKey } = await newOrganization();
    expect((await call(purchase, { token: viewerApiKey, params, body: {} })).status).toBe(403);
    const { headers } = await call(purchase, { token: apiKey, params, body: {} });
    expect(headers.get("ratelimit")).toContain(`"purchase";r=${env().RATE_LIMIT_PURCHASES - 1}`);
  });

  it("of sign-in are counted apart for account and address, and forgotten on success", async () => {
    const account = `${randomUUID()}@example.com`;
    for (let i = 0; i < env().RATE_LIMIT_SIGN_INS; i++)
      refuseExceeded([await takeFromLimit("sign_in_account", account)]);
    const spent = await takeFromLimit("sign_in_account", account);
    expect(() => refuseExceeded([spent])).toThrow(/^Too many requests\. Try again in \d+ seconds\.$/);
    expect(await takeFromLimit("sign_in_address", account)).toMatchObject({ exceeded: false });
    await forgetLimit("sign_in_account", account);
    expect(await takeFromLimit("sign_in_account", account)).toMatchObject({ exceeded: false });
  });
});

/** Every operation with a limit of its own, and one for the limit that all of them share. */
const limited = allOperations().flatMap((operation): [string, LimitName, Operation][] => {
  const { limit } = operation.route.contract;
  if (limit) return [[operation.name, limit, operation]];
  return operation.name === "listPhoneNumbers" ? [[operation.name, "organization_requests", operation]] : [];
});

describe("an organization that has spent a limit", () => {
  it("can be shown for each limit of organizations", () => {
    expect(limited.map(([, name]) => name).sort()).toEqual(["import", "organization_requests", "purchase", "search"]);
  });

  it.each(limited)("is refused by %s, whose limit is %s; others are not", async (name, limit, operation) => {
    const spent = await newTenant();
    const { policy } = (await takeFromLimit(limit, randomUUID())) ?? expect.unreachable("no such limit");
    await take(openLimit(policy), policy, spent.id, policy.points);
    const ask = async (tenant: Tenant) => {
      const { params = {} } = await validRequestOf(name)(tenant);
      const { route, method, path } = operation;
      const headers = await ownersHeaders(operation, tenant);
      return call(route, { method, path: addressOf(path, params), params, headers });
    };
    const refused = await ask(spent);
    expect([refused.status, refused.json.code]).toEqual([429, "rate_limited"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await ask(await newTenant())).status).not.toBe(429);
  });
});

describe("while the store is away", () => {
  const rename = (from: string, to: string) => asOwner(`ALTER TABLE IF EXISTS ${from} RENAME TO ${to}`);
  afterEach(() => rename("rate_limit_away", "rate_limit"));

  it("each server counts by itself, to the same limit", async () => {
    const policy = { name: "away", points: 2, seconds: 60 };
    const limiter = openLimit(policy);
    await rename("rate_limit", "rate_limit_away");
    const exceeded: boolean[] = [];
    for (let i = 0; i < 3; i++) exceeded.push((await take(limiter, policy, "key", 1)).exceeded);
    expect(exceeded).toEqual([false, false, true]);
  });
});
