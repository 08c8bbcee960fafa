import { describe, expect, it } from "vitest";
import { GET as myScopes } from "@/app/api/admin/members/me/scopes/route";
import { ApiKeyPage, CreatedApiKey } from "@/lib/identity/api-keys/schemas";
import { scopes as allScopes } from "@/lib/identity/scopes";
import { hashSecret, parseToken } from "@/lib/identity/tokens";
import { system } from "@/lib/platform/db/system";
import { createPersonalAccessToken } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { newOrganization } from "@/test/support/organization";
import { DELETE, GET as getOne } from "./[keyId]/route";
import { GET, POST } from "./route";

const create = (token: string, body: unknown, headers?: Record<string, string>) =>
  call(POST, { token, body, ...(headers && { headers }) });
const remove = (token: string, keyId: string) => call(DELETE, { method: "DELETE", token, params: { keyId } });
const auditOf = (targetId: string) =>
  system().transaction((tx) => tx.auditEvent.findMany({ where: { targetId }, orderBy: { createdAt: "asc" } }));

describe("POST /admin/organization-pats", () => {
  it("answers the whole key once, and the key works at once with the issuer's scopes", async () => {
    const { apiKey, id } = await newOrganization();
    const { status, json, headers } = await create(apiKey, { name: "  Deploy  " });
    expect(status).toBe(201);
    const key = CreatedApiKey.parse(json);
    expect(key).toMatchObject({ name: "Deploy", expires_at: null, last_used_at: null, scopes: allScopes });
    expect(key.pat_key).toMatch(/^ak_[0-9a-f]{32}\.[A-Za-z0-9_-]{48}$/);
    expect(key.key_id).toBe(`ak_${key.id.slice(0, 8)}…`);
    expect(headers.get("location")).toBe(`/admin/organization-pats/${key.id}`);
    expect((await call(myScopes, { token: key.pat_key ?? "" })).json).toEqual(allScopes);
    const row = await system().transaction((tx) => tx.apiKey.findUniqueOrThrow({ where: { id: key.id } }));
    expect(row).toMatchObject({
      organizationId: id,
      secretHash: hashSecret(parseToken(key.pat_key ?? "")?.secret ?? ""),
    });
  });

  it("keeps who made it, with what, and never its secret, in the audit trail", async () => {
    const { id, admin } = await newOrganization();
    const { json } = await call(POST, { session: admin.id, organizationId: id, body: { name: "Deploy" } });
    const events = await auditOf(json.id);
    const after = { name: "Deploy", key_id: json.key_id, expires_at: null, scopes: allScopes };
    expect(events).toMatchObject([{ action: "api_key.created", actorId: admin.id, credential: "session", after }]);
    expect(JSON.stringify(events)).not.toContain(parseToken(json.pat_key)?.secret);
  });

  it("takes fewer scopes, and the key can do no more", async () => {
    const { apiKey } = await newOrganization();
    const { json } = await create(apiKey, { name: "Reader", scopes: ["phone_numbers:read", "phone_numbers:read"] });
    expect(json.scopes).toEqual(["phone_numbers:read"]);
    expect(await create(json.pat_key, { name: "More" })).toMatchObject({ status: 403 });
  });

  it("refuses scopes that the issuer lacks, naming them, and writes nothing", async () => {
    const { id, keyWith } = await newOrganization();
    const issuer = await keyWith("api_keys:manage", "agents:read");
    const count = () => system().transaction((tx) => tx.apiKey.count({ where: { organizationId: id } }));
    const before = await count();
    const { status, json } = await create(issuer, {
      name: "Up",
      scopes: ["agents:read", "agents:manage", "audit:read"],
    });
    expect([status, json.detail, json.excess_scopes]).toEqual([
      403,
      "You can't grant scopes you don't have: agents:manage, audit:read.",
      ["agents:manage", "audit:read"],
    ]);
    expect((await create(issuer, { name: "Same" })).json.scopes).toEqual(["agents:read", "api_keys:manage"]);
    expect(await count()).toBe(before + 1);
  });

  it("counts a narrowed personal token by what the token may, not by its user", async () => {
    const { id, admin } = await newOrganization();
    const token = await createPersonalAccessToken(admin.id, { scopes: ["api_keys:manage"] });
    const { status } = await call(POST, { token, organizationId: id, body: { name: "Up", scopes: ["agents:read"] } });
    expect(status).toBe(403);
  });

  it.each([
    [{}, "name"],
    [{ name: " " }, "name"],
    [{ name: "x".repeat(101) }, "name"],
    [{ name: "a\u0000b" }, "name"],
    [{ name: "x", expires_at: Date.now() - 1 }, "expires_at"],
    [{ name: "x", expires_at: "2030-01-01" }, "expires_at"],
    [{ name: "x", expires_at: 1e18 }, "expires_at"],
    [{ name: "x", scopes: [] }, "scopes"],
    [{ name: "x", scopes: ["everything"] }, "scopes.0"],
    [{ name: "x", organization_id: "y" }, "organization_id"],
  ])("refuses %j: 422 naming %s", async (body, path) => {
    const { apiKey } = await newOrganization();
    const { status, json } = await create(apiKey, body);
    expect([status, json.errors?.[0]?.path]).toEqual([422, path]);
  });

  it("is refused once it has expired: 401", async () => {
    const { apiKey } = await newOrganization();
    const { json } = await create(apiKey, { name: "Short", expires_at: Date.now() + 60_000 });
    const works = async () => (await call(myScopes, { token: json.pat_key })).status;
    expect(await works()).toBe(200);
    await system().transaction((tx) => tx.apiKey.update({ where: { id: json.id }, data: { expiresAt: new Date() } }));
    expect(await works()).toBe(401);
  });

  it("repeats its answer under an Idempotency-Key without the secret, which is kept nowhere", async () => {
    const { apiKey, id } = await newOrganization();
    const key = { "Idempotency-Key": "create-deploy-key" };
    const first = await create(apiKey, { name: "Deploy" }, key);
    const again = await create(apiKey, { name: "Deploy" }, key);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.json).toEqual({ ...first.json, pat_key: null });
    const kept = await system().transaction((tx) => tx.idempotencyKey.findMany({ where: { organizationId: id } }));
    expect(JSON.stringify(kept)).not.toContain(first.json.pat_key);
  });

  it("needs api_keys:manage: 403 naming it", async () => {
    const { viewerApiKey } = await newOrganization();
    const { status, json } = await create(viewerApiKey, { name: "x" });
    expect([status, json.detail]).toEqual([403, "This requires the scope api_keys:manage."]);
  });
});

describe("GET /admin/organization-pats", () => {
  it("lists the organization's keys newest first, page by page, without secrets", async () => {
    const { apiKey } = await newOrganization();
    const made = [];
    for (const name of ["one", "two", "three"]) made.unshift((await create(apiKey, { name })).json);
    const { json } = await call(GET, { token: apiKey, path: "/?limit=2" });
    const page = ApiKeyPage.parse(json);
    expect(page.data).toEqual(made.slice(0, 2).map(({ pat_key, ...listed }) => listed));
    const path = `/?limit=100&cursor=${page.pagination.next_cursor}`;
    const rest = ApiKeyPage.parse((await call(GET, { token: apiKey, path })).json);
    expect(rest.data[0]).toMatchObject({ id: made[2].id });
    expect(rest.pagination.next_cursor).toBeNull();
  });

  it("shows when a key was last used, to the minute", async () => {
    const { apiKey } = await newOrganization();
    const { json: key } = await create(apiKey, { name: "Used" });
    await call(myScopes, { token: key.pat_key });
    const { json } = await call(getOne, { token: apiKey, params: { keyId: key.id } });
    expect(Date.now() - Date.parse(json.last_used_at)).toBeLessThan(60_000);
  });

  it("needs api_keys:manage, and never shows another organization's", async () => {
    const { viewerApiKey, apiKey } = await newOrganization();
    const { json } = await create((await newOrganization()).apiKey, { name: "Theirs" });
    expect((await call(GET, { token: viewerApiKey })).status).toBe(403);
    const ids = ApiKeyPage.parse((await call(GET, { token: apiKey })).json).data.map(({ id }) => id);
    expect(ids).not.toContain(json.id);
    expect((await call(getOne, { token: apiKey, params: { keyId: json.id } })).status).toBe(404);
  });
});

describe("DELETE /admin/organization-pats/{key_id}", () => {
  it("makes the next request with the key fail: 401", async () => {
    const { apiKey } = await newOrganization();
    const { json } = await create(apiKey, { name: "Gone" });
    expect((await call(myScopes, { token: json.pat_key })).status).toBe(200);
    expect((await remove(apiKey, json.id)).status).toBe(204);
    expect((await call(myScopes, { token: json.pat_key })).status).toBe(401);
    expect((await remove(apiKey, json.id)).status).toBe(404);
    expect((await auditOf(json.id)).map(({ action }) => action)).toEqual(["api_key.created", "api_key.deleted"]);
  });

  it("may be asked of the key itself", async () => {
    const { apiKey } = await newOrganization();
    const { json } = await create(apiKey, { name: "Itself" });
    expect((await remove(json.pat_key, json.id)).status).toBe(204);
  });

  it("of two at once, one deletes and is recorded", async () => {
    const { apiKey } = await newOrganization();
    const { json } = await create(apiKey, { name: "Twice" });
    const answers = await Promise.all([remove(apiKey, json.id), remove(apiKey, json.id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404]);
    expect(await auditOf(json.id)).toHaveLength(2);
  });

  it("needs api_keys:manage, and is 404 for another organization's key, which stays", async () => {
    const { viewerApiKey, apiKey } = await newOrganization();
    const { json } = await create((await newOrganization()).apiKey, { name: "Theirs" });
    expect((await remove(viewerApiKey, json.id)).status).toBe(403);
    expect((await remove(apiKey, json.id)).status).toBe(404);
    expect((await call(myScopes, { token: json.pat_key })).status).toBe(200);
  });
});
