import { describe, expect, it } from "vitest";
import { GET as myScopes } from "@/app/api/admin/members/me/scopes/route";
import { POST as createKey, GET as listKeys } from "@/app/api/admin/organization-pats/route";
import { MemberPage } from "@/lib/identity/members/schemas";
import { scopesOfRole } from "@/lib/identity/scopes";
import { system } from "@/lib/platform/db/system";
import { addMember, createPersonalAccessToken, createUser } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { newOrganization } from "@/test/support/organization";
import { DELETE, GET as getOne, PATCH } from "./[userId]/route";
import { GET } from "./route";

const change = (token: string, userId: string, role: string, headers = {}) =>
  call(PATCH, { token, params: { userId }, body: { role }, headers });
const remove = (token: string, userId: string) => call(DELETE, { method: "DELETE", token, params: { userId } });
const auditOf = (organizationId: string, action: string) =>
  system().transaction((tx) =>
    tx.auditEvent.findMany({ where: { organizationId, action }, orderBy: { createdAt: "asc" } }),
  );

async function withSecondAdmin() {
  const organization = await newOrganization();
  const second = await createUser({ name: "Second Admin" });
  await addMember(organization.id, second.id, "admin");
  return { ...organization, second };
}

describe("GET /admin/members", () => {
  it("lists who belongs to the organization, newest first, page by page, to members:read", async () => {
    const { id, keyWith, admin, viewer } = await newOrganization();
    const token = await keyWith("members:read");
    const first = MemberPage.parse((await call(GET, { token, path: "/?limit=1" })).json);
    const path = `/?limit=1&cursor=${first.pagination.next_cursor}`;
    const last = MemberPage.parse((await call(GET, { token, path })).json);
    expect([...first.data, ...last.data].map(({ id }) => id)).toEqual([viewer.id, admin.id]);
    expect(first.data[0]).toMatchObject({ name: "Robin Ames", email: viewer.email, role: "viewer" });
    expect(last.pagination.next_cursor).toBeNull();
    expect(JSON.stringify(first)).not.toContain(id);
  });

  it("needs members:read: 403 naming it", async () => {
    const { keyWith } = await newOrganization();
    const { status, json } = await call(GET, { token: await keyWith("audit:read") });
    expect([status, json.detail]).toEqual([403, "This requires the scope members:read or members:manage."]);
  });
});

describe("PATCH /admin/members/{user_id}", () => {
  it("changes the role from the member's next request on", async () => {
    const { id, apiKey, viewer, admin } = await newOrganization();
    const as = { session: viewer.id, organizationId: id };
    expect((await call(myScopes, as)).json).not.toContain("agents:manage");
    expect((await change(apiKey, viewer.id, "admin")).json).toMatchObject({ id: viewer.id, role: "admin" });
    expect((await call(myScopes, as)).json).toContain("agents:manage");
    expect((await change(apiKey, admin.id, "viewer")).status).toBe(200);
    expect(await auditOf(id, "member.role_changed")).toMatchObject([
      { targetId: viewer.id, before: { role: "viewer" }, after: { email: viewer.email, role: "admin" } },
      { targetId: admin.id, before: { role: "admin" }, after: { email: admin.email, role: "viewer" } },
    ]);
  });

  it("the same role again changes nothing and records nothing", async () => {
    const { id, apiKey, viewer } = await newOrganization();
    expect((await change(apiKey, viewer.id, "viewer")).status).toBe(200);
    expect(await auditOf(id, "member.role_changed")).toEqual([]);
  });

  it("leaves the last admin an admin: 409", async () => {
    const { apiKey, admin } = await newOrganization();
    const { status, json } = await change(apiKey, admin.id, "viewer");
    expect([status, json.code]).toEqual([409, "last_admin"]);
  });

  it("gives no role whose scopes the caller lacks: 403 naming them", async () => {
    const { keyWith, viewer } = await newOrganization();
    const token = await keyWith("members:manage");
    const { status, json } = await change(token, viewer.id, "admin");
    expect([status, json.excess_scopes?.includes("agents:manage")]).toEqual([403, true]);
    expect((await change(token, viewer.id, "viewer")).status).toBe(403);
    const reader = await keyWith("members:manage", ...scopesOfRole("viewer"));
    expect((await change(reader, viewer.id, "viewer")).status).toBe(200);
  });

  it("honours If-Match: 412 when somebody changed the member since", async () => {
    const { apiKey, viewer } = await newOrganization();
    const etag = (await call(getOne, { token: apiKey, params: { userId: viewer.id } })).headers.get("etag");
    expect((await change(apiKey, viewer.id, "admin", { "If-Match": etag })).status).toBe(200);
    expect((await change(apiKey, viewer.id, "viewer", { "If-Match": etag })).status).toBe(412);
  });

  it("needs members:manage, knows two roles, and is 404 for who is no member here", async () => {
    const { apiKey, viewerApiKey, viewer } = await newOrganization();
    const other = await newOrganization();
    expect((await change(viewerApiKey, viewer.id, "admin")).status).toBe(403);
    expect((await change(apiKey, viewer.id, "owner")).status).toBe(422);
    expect((await change(apiKey, other.viewer.id, "admin")).status).toBe(404);
    expect((await call(getOne, { token: apiKey, params: { userId: other.viewer.id } })).status).toBe(404);
  });
});

describe("DELETE /admin/members/{user_id}", () => {
  it("stops the member's session and tokens here at once, and leaves their other organization alone", async () => {
    const { id, apiKey, viewer } = await newOrganization();
    const other = await newOrganization();
    await addMember(other.id, viewer.id, "viewer");
    const token = await createPersonalAccessToken(viewer.id);
    const statuses = async (organizationId: string) => [
      (await call(myScopes, { session: viewer.id, organizationId })).status,
      (await call(myScopes, { token, organizationId })).status,
    ];
    expect(await statuses(id)).toEqual([200, 200]);
    expect((await remove(apiKey, viewer.id)).status).toBe(204);
    expect(await statuses(id)).toEqual([403, 403]);
    expect(await statuses(other.id)).toEqual([200, 200]);
    expect((await remove(apiKey, viewer.id)).status).toBe(404);
    const before = { email: viewer.email, role: "viewer" };
    expect(await auditOf(id, "member.removed")).toMatchObject([{ targetId: viewer.id, before }]);
  });

  it("lists the API keys that the member made, and deletes them only when asked to", async () => {
    const { id, apiKey, keyWith, admin } = await newOrganization();
    const leave = async (query: string, token = apiKey) => {
      const leaving = await createUser();
      await addMember(id, leaving.id, "admin");
      const as = { session: leaving.id, organizationId: id };
      const { json: made } = await call(createKey, { ...as, body: { name: "Dialer" } });
      const path = `/?created_by=${leaving.id}`;
      const { json: listed } = await call(listKeys, { session: admin.id, organizationId: id, path });
      expect(listed.data).toMatchObject([{ id: made.id, created_by: leaving.id }]);
      const params = { userId: leaving.id };
      const { status } = await call(DELETE, { method: "DELETE", token, params, path: `/${query}` });
      return { status, keyWorks: (await call(myScopes, { token: made.pat_key })).status === 200 };
    };
    expect(await leave("")).toEqual({ status: 204, keyWorks: true });
    expect(await leave("?delete_api_keys=true")).toEqual({ status: 204, keyWorks: false });
    const noKeys = await keyWith("members:manage", "members:read");
    expect(await leave("?delete_api_keys=true", noKeys)).toEqual({ status: 403, keyWorks: true });
    expect(await auditOf(id, "api_key.deleted")).toHaveLength(1);
  });

  it("leaves the last admin: 409", async () => {
    const { apiKey, admin } = await newOrganization();
    expect(await remove(apiKey, admin.id)).toMatchObject({ status: 409, json: { code: "last_admin" } });
  });

  it("needs members:manage, and is 404 for who is no member here", async () => {
    const { apiKey, viewerApiKey, viewer } = await newOrganization();
    expect((await remove(viewerApiKey, viewer.id)).status).toBe(403);
    expect((await remove(apiKey, (await newOrganization()).viewer.id)).status).toBe(404);
  });
});

describe("two admins at once", () => {
  const admins = (organizationId: string) =>
    system().transaction((tx) => tx.membership.count({ where: { organizationId, role: "admin" } }));

  it.each([
    ["demote each other", change, change],
    ["remove each other", remove, remove],
    ["demote and remove each other", change, remove],
  ])("who %s: one of them stays", async (_, act, react) => {
    for (let round = 0; round < 5; round++) {
      const { id, apiKey, admin, second } = await withSecondAdmin();
      const answers = await Promise.all([act(apiKey, second.id, "viewer"), react(apiKey, admin.id, "viewer")]);
      expect(answers.map(({ status }) => status).sort()[1]).toBe(409);
      expect(await admins(id)).toBe(1);
    }
  });
});
