import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sessionCookieName, sessionCookieValue } from "@/lib/identity/session-cookie";
import { beginSession } from "@/lib/identity/sessions/session-store";
import { system } from "@/lib/platform/db/system";
import { env } from "@/lib/platform/env";
import { addMember, createApiKey, createPersonalAccessToken, createUser } from "@/prisma/factories";
import { newTenant, type Tenant } from "./callers";
import { addressOf, allOperations, type Operation } from "./operations";
import type { ValidRequest } from "./valid-requests/valid-request";
import { validRequestOf } from "./valid-requests/valid-requests";

/** Its own connection, which revokes and does not commit before it is told to. */
let revoker: Client;
let tenant: Tenant;
beforeAll(async () => {
  tenant = await newTenant();
  revoker = new Client({ connectionString: env().DATABASE_URL });
  await revoker.connect();
});
afterAll(() => revoker.end());

type Credential = {
  headers: Record<string, string>;
  /** As our own revocations do it. */
  revoke: string;
  status: 401 | 403;
};

/** A second admin of the tenant, whose credential can go without the request's own rows. */
async function person(tenant: Tenant): Promise<string> {
  const { id } = await createUser();
  await addMember(tenant.id, id, "admin");
  return id;
}

async function sessionOf(tenant: Tenant, userId: string) {
  const sessionId = await beginSession({ userId, method: "password", address: null, userAgent: null });
  const cookie = `${sessionCookieName()}=${await sessionCookieValue({ sessionId, userId })}`;
  const headers = { Cookie: cookie, "Sec-Fetch-Site": "same-origin", "X-Anyreach-Org": tenant.id };
  return { sessionId, headers };
}

async function tokenOf(tenant: Tenant, userId: string) {
  const token = await createPersonalAccessToken(userId);
  return { id: uuidOf(token), headers: { Authorization: `Bearer ${token}`, "X-Anyreach-Org": tenant.id } };
}

const uuidOf = (token: string) => token.replace(/^\w+_(.{8})(.{4})(.{4})(.{4})(.{12})\..*$/, "$1-$2-$3-$4-$5");

const membership = ({ id }: Tenant, userId: string) => `organization_id = '${id}' AND user_id = '${userId}'`;

const revocations: Record<string, (tenant: Tenant, userId: string) => Promise<Credential>> = {
  "API key deleted": async (tenant) => {
    const key = await createApiKey(tenant.id);
    const headers = { Authorization: `Bearer ${key}` };
    return { headers, revoke: `DELETE FROM api_key WHERE id = '${uuidOf(key)}'`, status: 401 };
  },
  "personal access token deleted": async (tenant, userId) => {
    const { id, headers } = await tokenOf(tenant, userId);
    return { headers, revoke: `DELETE FROM personal_access_token WHERE id = '${id}'`, status: 401 };
  },
  "session ended": async (tenant, userId) => {
    const { sessionId, headers } = await sessionOf(tenant, userId);
    return { headers, revoke: `DELETE FROM user_session WHERE id = '${sessionId}'`, status: 401 };
  },
  "member of a session removed": async (tenant, userId) => {
    const { headers } = await sessionOf(tenant, userId);
    return { headers, revoke: `DELETE FROM membership WHERE ${membership(tenant, userId)}`, status: 403 };
  },
  "member of a personal access token removed": async (tenant, userId) => {
    const { headers } = await tokenOf(tenant, userId);
    return { headers, revoke: `DELETE FROM membership WHERE ${membership(tenant, userId)}`, status: 403 };
  },
  "member of a session demoted": async (tenant, userId) => {
    const { headers } = await sessionOf(tenant, userId);
    const where = membership(tenant, userId);
    const revoke = `SELECT FROM membership WHERE ${where} FOR UPDATE; UPDATE membership SET role = 'viewer' WHERE ${where}`;
    return { headers, revoke, status: 403 };
  },
};

const credentialOf = async (kind: string, tenant: Tenant, userId: string): Promise<Credential> => {
  const make = revocations[kind];
  if (!make) throw new Error(`There is no revocation ${kind}.`);
  return make(tenant, userId);
};

const isOfPerson = (revocation: string) => revocation !== "API key deleted";
const isOfSession = (revocation: string) => revocation.includes("session");

/** They write no row: the mail is a person's own, and its link is worth nothing without their session; a comparison reads. */
const writeNothing = ["sendVerificationMail", "compareAgentVersions"];

const writing = allOperations().filter(({ method, name }) => method !== "GET" && !writeNothing.includes(name));

describe.each(writing.map((operation) => [operation.name, operation] as const))("%s", (name, operation) => {
  const kinds = Object.keys(revocations).filter((kind) => (operation.sessionOnly ? isOfSession(kind) : true));

  it.each(kinds)("does nothing with a credential that is revoked while it runs: %s", async (kind) => {
    const userId = await person(tenant);
    const mine = isOfPerson(kind) ? { ...tenant, admin: { ...tenant.admin, id: userId } } : tenant;
    const valid = await validRequestOf(name)(mine);
    const { headers, revoke, status } = await credentialOf(kind, tenant, userId);
    await justUsed();
    await revoker.query("BEGIN");
    await revoker.query(revoke);
    let ended = false;
    const asking = ask(operation, valid, headers, contentOf(valid)).finally(() => {
      ended = true;
    });
    // Either it waits for the revocation, or it has passed it.
    await expect.poll(async () => ended || (await isWaiting())).toBe(true);
    await revoker.query("COMMIT");
    expect(await asking).toBe(status);
  });

  const { body, csvBody } = operation.route.contract;
  it.runIf(body || csvBody)("does nothing with a credential that is revoked between header and body", async () => {
    const userId = await person(tenant);
    const valid = await validRequestOf(name)({ ...tenant, admin: { ...tenant.admin, id: userId } });
    const kind = operation.sessionOnly ? "session ended" : "API key deleted";
    const { headers, revoke, status } = await credentialOf(kind, tenant, userId);
    let finish = (_: string | undefined): void => {};
    const rest = new Promise<string | undefined>((resolve) => {
      finish = resolve;
    });
    const pull = async (controller: ReadableStreamDefaultController) => {
      controller.enqueue(Buffer.from((await rest) ?? ""));
      controller.close();
    };
    const known = await counted();
    const asking = ask(operation, valid, headers, new ReadableStream({ pull }, { highWaterMark: 0 }));
    // The credential is known when its request is counted.
    await expect.poll(counted).toBeGreaterThan(known);
    await revoker.query(revoke);
    finish(contentOf(valid) ?? "{}");
    expect(await asking).toBe(status);
  });
});

const contentOf = ({ csv, body }: ValidRequest) => csv ?? (body === undefined ? undefined : JSON.stringify(body));

async function counted(): Promise<number> {
  const { rows } = await revoker.query("SELECT FROM rate_limit WHERE key LIKE 'requests:%'");
  return rows.length;
}

/** Noting the last use would wait for the revocation already. */
async function justUsed(): Promise<void> {
  await system().transaction(async (tx) => {
    await tx.apiKey.updateMany({ data: { lastUsedAt: new Date() } });
    await tx.personalAccessToken.updateMany({ data: { lastUsedAt: new Date() } });
  });
}

async function isWaiting(): Promise<boolean> {
  const { rows } = await revoker.query<{ waiting: boolean }>(
    "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))) AS waiting",
  );
  return rows[0]?.waiting === true;
}

async function ask(
  { method, path, route }: Operation,
  { params = {}, query, csv }: ValidRequest,
  headers: Record<string, string>,
  body: string | ReadableStream | undefined,
): Promise<number> {
  const type = csv === undefined ? "application/json" : "text/csv";
  const init = { method, headers: { ...headers, ...(body && { "Content-Type": type }) }, body, duplex: "half" };
  const request = new Request(`http://localhost${addressOf(path, params, query)}`, init);
  const { status } = await route(request, { params: Promise.resolve(params) });
  return status;
}
