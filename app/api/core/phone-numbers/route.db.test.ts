import { describe, expect, it } from "vitest";
import { PhoneNumberPage } from "@/lib/numbers/phone-numbers/schemas";
import { system } from "@/lib/platform/db/system";
import { createAgent, createPersonalAccessToken, createPhoneNumbers } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { newOrganization } from "@/test/support/organization";
import { GET } from "./route";

const list = (token: string, query = "") => call(GET, { token, path: `/core/phone-numbers${query && `?${query}`}` });
const numbersOf = (json: PhoneNumberPage) => json.data.map(({ phone_number }) => phone_number);
let next = 0;
const numbers = (count: number) => Array.from({ length: count }, () => `+1415555${String(2000 + next++)}`);

describe("GET /core/phone-numbers", () => {
  it("lists the organization's numbers, newest first, to phone_numbers:read and :manage", async () => {
    const organization = await newOrganization();
    const mine = numbers(3);
    await createPhoneNumbers(organization.id, mine);
    for (const scope of ["phone_numbers:read", "phone_numbers:manage"] as const) {
      const { status, json } = await list(await organization.keyWith(scope));
      expect(status).toBe(200);
      expect(numbersOf(PhoneNumberPage.parse(json))).toEqual(mine.toReversed());
      expect(json.pagination).toEqual({ limit: 20, next_cursor: null });
    }
  });

  it("needs one of these scopes: 403 naming both", async () => {
    const organization = await newOrganization();
    const { status, json } = await list(await organization.keyWith("managed_accounts:manage", "agents:read"));
    expect([status, json.detail]).toEqual([403, "This requires the scope phone_numbers:read or phone_numbers:manage."]);
  });

  it("never shows another organization's numbers", async () => {
    const [mine, theirs] = [await newOrganization(), await newOrganization()];
    await createPhoneNumbers(theirs.id, numbers(2));
    expect(numbersOf((await list(mine.apiKey)).json)).toEqual([]);
  });

  it("pages through everything once, by cursor and by Link, also when numbers arrive meanwhile", async () => {
    const organization = await newOrganization();
    const mine = numbers(7);
    await createPhoneNumbers(organization.id, mine);
    const first = await list(organization.apiKey, "limit=3");
    await createPhoneNumbers(organization.id, numbers(1));
    const seen = numbersOf(first.json);
    let link = first.headers.get("link");
    while (link) {
      const [, path] = /^<(.+)>; rel="next"$/.exec(link) ?? [];
      const page = await call(GET, { token: organization.apiKey, path: path ?? "" });
      seen.push(...numbersOf(page.json));
      link = page.headers.get("link");
    }
    expect(seen).toEqual(mine.toReversed());
  });

  it("keeps the order of numbers made in the same millisecond", async () => {
    const organization = await newOrganization();
    const rows = await createPhoneNumbers(organization.id, numbers(5));
    const createdAt = new Date("2026-01-01T00:00:00.000Z");
    await system().transaction((tx) =>
      tx.phoneNumber.updateMany({ where: { organizationId: organization.id }, data: { createdAt } }),
    );
    const seen: string[] = [];
    for (let cursor = ""; ; ) {
      const { json } = await list(organization.apiKey, `limit=2${cursor}`);
      seen.push(...json.data.map(({ id }: { id: string }) => id));
      if (!json.pagination.next_cursor) break;
      cursor = `&cursor=${json.pagination.next_cursor}`;
    }
    expect(seen).toEqual(
      rows
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
  });

  it("filters by any part of the digits, however they are written", async () => {
    const organization = await newOrganization();
    const [first] = numbers(1);
    await createPhoneNumbers(organization.id, [first ?? "", ...numbers(3)]);
    const digits = first?.slice(-4) ?? "";
    for (const text of [digits, `555${digits}`, `(415) 555-${digits}`, `+1 415 555 ${digits}`]) {
      expect(
        numbersOf((await list(organization.apiKey, new URLSearchParams({ phone_number: text }).toString())).json),
      ).toEqual([first]);
    }
    expect((await list(organization.apiKey, "phone_number=99999")).json.data).toEqual([]);
  });

  it("filters by trunk, agent and unassigned", async () => {
    const organization = await newOrganization();
    const [inbound, outbound, neither] = await createPhoneNumbers(organization.id, numbers(3));
    const agent = await createAgent(organization.id, { published: 2 });
    const version = agent.versions[0]?.id ?? null;
    const assign = (id: string | undefined, data: object) =>
      system().transaction((tx) => tx.phoneNumber.update({ where: { id: id ?? "" }, data }));
    await assign(inbound?.id, { inboundAgentVersionId: version });
    await assign(outbound?.id, { outboundAgentVersionId: version });
    expect(numbersOf((await list(organization.apiKey, `agent_id=${agent.id}`)).json)).toEqual([
      outbound?.phoneNumber,
      inbound?.phoneNumber,
    ]);
    expect(numbersOf((await list(organization.apiKey, "unassigned=true")).json)).toEqual([neither?.phoneNumber]);
    expect((await list(organization.apiKey, `trunk_id=${neither?.trunkId}`)).json.data).toHaveLength(3);
    expect((await list(organization.apiKey, `trunk_id=${agent.id}`)).json.data).toEqual([]);
    const { json } = await list(organization.apiKey, `agent_id=${agent.id}&limit=1`);
    expect(json.data[0]).toMatchObject({
      outbound_agent: { agent_id: agent.id, name: "Front desk", version: 2 },
      outbound_agent_version_id: version,
      inbound_agent: null,
    });
    expect(
      numbersOf(
        (await list(organization.apiKey, `agent_id=${agent.id}&limit=1&cursor=${json.pagination.next_cursor}`)).json,
      ),
    ).toEqual([inbound?.phoneNumber]);
  });

  it("filters by inclusive instants of creation and change", async () => {
    const organization = await newOrganization();
    const rows = await createPhoneNumbers(organization.id, numbers(3));
    const middle = rows[1]?.createdAt.toISOString() ?? "";
    const find = async (name: string) => (await list(organization.apiKey, `${name}=${middle}`)).json.data.length;
    expect([await find("created_after"), await find("created_before")]).toEqual([2, 2]);
    expect([await find("updated_after"), await find("updated_before")]).toEqual([2, 2]);
    expect(
      (await list(organization.apiKey, `created_after=${middle}&created_before=${middle}`)).json.data,
    ).toHaveLength(1);
  });

  it.each([
    "limit=0",
    "limit=101",
    "limit=ten",
    "limit=1e1",
    "cursor=nonsense",
    "created_after=yesterday",
    "created_after=0000-02-29T00:00:00Z",
    "updated_before=0001-01-01T00:00:00%2B10:00",
    `cursor=${Buffer.from('["0000-01-01T00:00:00.000Z","01a210de-3722-75dd-b443-07b4003eb30d"]').toString("base64url")}`,
    "trunk_id=1",
    "agent_id=x",
    "unassigned=false",
    "phone_number=abc",
    "phone_number=%2B",
    "phone_number=()",
    "phone_number=%20",
    "phone_number=-",
    "sort=asc",
    "limit=1&limit=2",
  ])("refuses ?%s: 422 naming the parameter, never clamped", async (query) => {
    const organization = await newOrganization();
    const { status, json } = await list(organization.apiKey, query);
    expect([status, json.code]).toEqual([422, "validation_failed"]);
    expect(json.errors[0].path).toBe(query.split("=")[0]);
  });
});

describe("credentials", () => {
  const codeOf = async (answer: ReturnType<typeof call>) => {
    const { status, json } = await answer;
    return [status, json.code];
  };

  it("missing or malformed are 401 with WWW-Authenticate", async () => {
    const { status, headers, json } = await call(GET, {});
    expect([status, json.code, headers.get("content-type")]).toEqual([
      401,
      "unauthenticated",
      "application/problem+json",
    ]);
    expect(headers.get("www-authenticate")).toContain("Bearer");
    for (const Authorization of ["", "Bearer", "Bearer x", "Basic abc", "Bearer ak_1.2", "ak_x"]) {
      expect(await codeOf(call(GET, { headers: { Authorization } }))).toEqual([401, "unauthenticated"]);
    }
  });

  it("unknown, expired and revoked are 401", async () => {
    const organization = await newOrganization();
    const id = organization.apiKey.slice(3, 35);
    const forged = organization.apiKey.replace(id, "0".repeat(32));
    expect(await codeOf(list(forged))).toEqual([401, "unauthenticated"]);
    const ofKey = { id: id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5") };
    await system().transaction((tx) =>
      tx.apiKey.update({ where: ofKey, data: { expiresAt: new Date(Date.now() - 1) } }),
    );
    expect(await codeOf(list(organization.apiKey))).toEqual([401, "unauthenticated"]);
    await system().transaction((tx) => tx.apiKey.delete({ where: ofKey }));
    expect(await codeOf(list(organization.apiKey))).toEqual([401, "unauthenticated"]);
  });

  it("an API key needs no X-Anyreach-Org, and another organization's is 401", async () => {
    const [mine, theirs] = [await newOrganization(), await newOrganization()];
    expect((await call(GET, { token: mine.apiKey, organizationId: mine.id })).status).toBe(200);
    expect((await call(GET, { token: mine.apiKey, organizationId: theirs.id })).status).toBe(401);
  });

  it("a personal access token without X-Anyreach-Org is 401 with the documented sentence", async () => {
    const organization = await newOrganization();
    const token = await createPersonalAccessToken(organization.admin.id);
    const { status, json } = await list(token);
    expect([status, json.detail]).toEqual([401, "Token is missing organization claim."]);
    expect((await call(GET, { token, organizationId: organization.id })).status).toBe(200);
  });

  it("a personal access token of no member is 403", async () => {
    const [mine, theirs] = [await newOrganization(), await newOrganization()];
    const token = await createPersonalAccessToken(mine.admin.id);
    expect(await codeOf(call(GET, { token, organizationId: theirs.id }))).toEqual([403, "forbidden"]);
    expect(await codeOf(call(GET, { token, organizationId: "not-an-id" }))).toEqual([403, "forbidden"]);
  });

  it("a personal access token never does more than its user may at that moment", async () => {
    const organization = await newOrganization();
    const token = await createPersonalAccessToken(organization.admin.id);
    const where = { organizationId_userId: { organizationId: organization.id, userId: organization.admin.id } };
    const { GET: myScopes } = await import("@/app/api/admin/members/me/scopes/route");
    const scopes = async () => (await call(myScopes, { token, organizationId: organization.id })).json as string[];
    expect(await scopes()).toContain("phone_numbers:manage");
    await system().transaction((tx) => tx.membership.update({ where, data: { role: "viewer" } }));
    expect(await scopes()).not.toContain("phone_numbers:manage");
    const narrow = await createPersonalAccessToken(organization.admin.id, {
      scopes: ["phone_numbers:manage", "agents:read"],
    });
    expect((await call(myScopes, { token: narrow, organizationId: organization.id })).json).toEqual(["agents:read"]);
    await system().transaction((tx) => tx.membership.delete({ where }));
    expect((await call(GET, { token, organizationId: organization.id })).status).toBe(403);
  });

  it("a session names its organization in X-Anyreach-Org; a forged cookie is none", async () => {
    const organization = await newOrganization();
    const session = organization.viewer.id;
    expect((await call(GET, { session, organizationId: organization.id })).status).toBe(200);
    expect((await call(GET, { session })).status).toBe(401);
    const forged = { Cookie: "trunkline-session=eyJhbGciOiJkaXIifQ..x.y.z" };
    expect((await call(GET, { headers: forged, organizationId: organization.id })).status).toBe(401);
  });

  it("a token wins over a cookie when both are sent", async () => {
    const organization = await newOrganization();
    const both = { session: organization.admin.id, organizationId: organization.id };
    expect((await call(GET, { ...both, token: await organization.keyWith("agents:read") })).status).toBe(403);
    expect((await call(GET, { ...both, headers: { Authorization: "Bearer nonsense" } })).status).toBe(401);
  });

  it("every answer names its request, and keeps a sensible id of the caller's", async () => {
    const organization = await newOrganization();
    const named = await call(GET, { token: organization.apiKey, headers: { "X-Request-Id": "req-12345678" } });
    expect(named.headers.get("x-request-id")).toBe("req-12345678");
    const refused = await call(GET, { headers: { "X-Request-Id": "no spaces please" } });
    expect(refused.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(refused.json.request_id).toBe(refused.headers.get("x-request-id"));
  });
});
