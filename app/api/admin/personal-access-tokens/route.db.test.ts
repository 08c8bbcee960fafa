import { describe, expect, it } from "vitest";
import { GET as myScopes } from "@/app/api/admin/members/me/scopes/route";
import { CreatedPersonalAccessToken, PersonalAccessTokenPage } from "@/lib/identity/personal-access-tokens/schemas";
import { scopes as allScopes, scopesOfRole } from "@/lib/identity/scopes";
import { system } from "@/lib/platform/db/system";
import { addMember, createOrganization, createPersonalAccessToken } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { newOrganization } from "@/test/support/organization";
import { DELETE, GET as getOne } from "./[tokenId]/route";
import { GET, POST } from "./route";

type Caller = { session: string; organizationId: string };

async function caller(role: "admin" | "viewer" = "admin") {
  const organization = await newOrganization();
  return { organization, as: { session: organization[role].id, organizationId: organization.id } };
}

const create = (as: Caller, body: unknown, headers?: Record<string, string>) =>
  call(POST, { ...as, body, ...(headers && { headers }) });
const remove = (as: Caller, tokenId: string) => call(DELETE, { ...as, method: "DELETE", params: { tokenId } });
const scopesWith = (token: string, organizationId: string) => call(myScopes, { token, organizationId });

describe("POST /admin/personal-access-tokens", () => {
  it("answers the whole token once; it may what its user may, at that moment", async () => {
    const { organization, as } = await caller();
    const { status, json } = await create(as, { name: "Laptop" });
    expect(status).toBe(201);
    expect(CreatedPersonalAccessToken.parse(json)).toMatchObject({ name: "Laptop", scopes: null, last_used_at: null });
    expect(json.pat_key).toMatch(/^pat_[0-9a-f]{32}\.[A-Za-z0-9_-]{48}$/);
    expect((await scopesWith(json.pat_key, organization.id)).json).toEqual(allScopes);
    await addMember(organization.id, organization.admin.id, "viewer");
    expect((await scopesWith(json.pat_key, organization.id)).json).toEqual(scopesOfRole("viewer"));
  });

  it("is held to fewer scopes, which a higher role later does not lift", async () => {
    const { organization, as } = await caller("viewer");
    const { json } = await create(as, { name: "Narrow", scopes: ["agents:read"] });
    await addMember(organization.id, organization.viewer.id, "admin");
    expect((await scopesWith(json.pat_key, organization.id)).json).toEqual(["agents:read"]);
  });

  it("takes scopes that the user has in any of their organizations, and refuses those of none", async () => {
    const { organization, as } = await caller("viewer");
    const body = { name: "Wide", scopes: ["agents:manage"] };
    expect(await create(as, body)).toMatchObject({ status: 403, json: { excess_scopes: ["agents:manage"] } });
    const other = await createOrganization();
    await addMember(other.id, organization.viewer.id, "admin");
    const { json } = await create(as, body);
    expect((await scopesWith(json.pat_key, other.id)).json).toEqual(["agents:manage"]);
    expect((await scopesWith(json.pat_key, organization.id)).json).toEqual([]);
  });

  it("is heard of in each of the user's organizations", async () => {
    const { organization, as } = await caller();
    const other = await createOrganization();
    await addMember(other.id, organization.admin.id, "viewer");
    const { json } = await create(as, { name: "Everywhere" });
    await remove(as, json.id);
    const events = await system().transaction((tx) => tx.auditEvent.findMany({ where: { targetId: json.id } }));
    expect(events.map(({ organizationId, action }) => `${organizationId} ${action}`).sort()).toEqual(
      [organization.id, other.id]
        .flatMap((id) => [`${id} personal_access_token.created`, `${id} personal_access_token.deleted`])
        .sort(),
    );
  });

  it("cannot be asked by a token of either kind: 403", async () => {
    const { organization, as } = await caller();
    const pat = await createPersonalAccessToken(organization.admin.id);
    for (const token of [pat, organization.apiKey]) {
      const { status, json } = await call(POST, { token, organizationId: as.organizationId, body: { name: "x" } });
      expect([status, json.detail]).toEqual([403, "This requires a signed-in user. API keys and tokens can't do it."]);
    }
  });

  it("refuses an expiry in the past and members it does not know: 422 naming them", async () => {
    const { as } = await caller();
    expect((await create(as, { name: "x", expires_at: 1 })).json.errors[0].path).toBe("expires_at");
    expect((await create(as, { name: "x", user_id: "y" })).json.errors[0].path).toBe("user_id");
  });

  it("keeps answers under an Idempotency-Key to their person", async () => {
    const { organization, as } = await caller();
    const key = { "Idempotency-Key": "token-for-laptop" };
    const mine = await create(as, { name: "Laptop" }, key);
    expect((await create(as, { name: "Laptop" }, key)).json).toEqual({ ...mine.json, pat_key: null });
    const theirs = await create({ ...as, session: organization.viewer.id }, { name: "Laptop" }, key);
    expect(theirs.json.id).not.toBe(mine.json.id);
  });
});

describe("GET /admin/personal-access-tokens", () => {
  it("lists one's own, newest first, and nobody else's", async () => {
    const { organization, as } = await caller();
    const first = (await create(as, { name: "First" })).json;
    const second = (await create(as, { name: "Second" })).json;
    const colleague = { ...as, session: organization.viewer.id };
    const page = PersonalAccessTokenPage.parse((await call(GET, as)).json);
    expect(page.data.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(JSON.stringify(page)).not.toContain(first.pat_key);
    expect((await call(GET, colleague)).json.data).toEqual([]);
    expect((await call(getOne, { ...as, params: { tokenId: first.id } })).json.name).toBe("First");
    expect((await call(getOne, { ...colleague, params: { tokenId: first.id } })).status).toBe(404);
  });

  it("is for sessions only", async () => {
    const { organization } = await caller();
    expect((await call(GET, { token: organization.apiKey })).status).toBe(403);
  });
});

describe("DELETE /admin/personal-access-tokens/{token_id}", () => {
  it("makes the next request with the token fail: 401", async () => {
    const { organization, as } = await caller();
    const { json } = await create(as, { name: "Gone" });
    expect((await scopesWith(json.pat_key, organization.id)).status).toBe(200);
    expect((await remove(as, json.id)).status).toBe(204);
    expect((await scopesWith(json.pat_key, organization.id)).status).toBe(401);
  });

  it("is 404 for somebody else's token, which stays", async () => {
    const { organization, as } = await caller();
    const { json } = await create(as, { name: "Mine" });
    expect((await remove({ ...as, session: organization.viewer.id }, json.id)).status).toBe(404);
    expect((await scopesWith(json.pat_key, organization.id)).status).toBe(200);
  });
});
