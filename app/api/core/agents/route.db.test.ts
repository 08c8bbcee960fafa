import { describe, expect, it } from "vitest";
import { AgentPage, type AgentRecord } from "@/lib/agents/schemas";
import { system } from "@/lib/platform/db/system";
import { createAgent } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { countStatements } from "@/test/support/count-statements";
import { newOrganization } from "@/test/support/organization";
import { GET, POST } from "./route";

const list = (token: string, query: Record<string, string> = {}) =>
  call(GET, { token, path: `/core/agents?${new URLSearchParams(query)}` });
const namesOf = (json: AgentPage) => json.data.map(({ name }) => name);
const create = (token: string, body: unknown, headers = {}) => call(POST, { token, body, headers });

describe("GET /core/agents", () => {
  it("lists the organization's agents, newest first, to agents:read and :manage", async () => {
    const organization = await newOrganization();
    for (const name of ["First", "Second", "Third"]) await createAgent(organization.id, { name });
    for (const scope of ["agents:read", "agents:manage"] as const) {
      const { status, json } = await list(await organization.keyWith(scope));
      expect(status).toBe(200);
      expect(namesOf(AgentPage.parse(json))).toEqual(["Third", "Second", "First"]);
    }
  });

  it("needs one of these scopes: 403 naming both", async () => {
    const organization = await newOrganization();
    const { status, json } = await list(await organization.keyWith("phone_numbers:manage"));
    expect([status, json.detail]).toEqual([403, "This requires the scope agents:read or agents:manage."]);
  });

  it("never shows another organization's agents", async () => {
    const [mine, theirs] = [await newOrganization(), await newOrganization()];
    await createAgent(theirs.id);
    expect((await list(mine.apiKey)).json.data).toEqual([]);
  });

  it("shows the latest version and the latest published one", async () => {
    const organization = await newOrganization();
    await createAgent(organization.id, { name: "Both", published: 2, draft: true });
    await createAgent(organization.id, { name: "Published", published: 3 });
    await createAgent(organization.id, { name: "Draft", published: 0, draft: true });
    await createAgent(organization.id, { name: "None", published: 0 });
    const { data } = AgentPage.parse((await list(organization.apiKey)).json);
    const versions = data.map((agent) => [agent.name, agent.latest_version, agent.latest_published_version]);
    expect(versions).toEqual([
      ["None", null, null],
      ["Draft", 1, null],
      ["Published", 3, 3],
      ["Both", 3, 2],
    ]);
  });

  it("asks the database as often for a page as for one agent", async () => {
    const organization = await newOrganization();
    const key = await organization.keyWith("agents:read");
    await createAgent(organization.id);
    await list(key);
    const forOne = await countStatements(() => list(key));
    for (const name of ["A", "B", "C", "D"]) await createAgent(organization.id, { name, published: 3 });
    expect(await countStatements(() => list(key))).toBe(forOne);
  });

  it("filters by any part of the name, in upper or lower case, where % and _ mean themselves", async () => {
    const organization = await newOrganization();
    for (const name of ["Front desk", "Frontier", "100% sure", "a_b", "axb", "back\\slash"]) {
      await createAgent(organization.id, { name });
    }
    const found = async (name: string) => namesOf((await list(organization.apiKey, { name })).json).toSorted();
    expect(await found("FRONT")).toEqual(["Front desk", "Frontier"]);
    expect(await found("%")).toEqual(["100% sure"]);
    expect(await found("a_b")).toEqual(["a_b"]);
    expect(await found("k\\s")).toEqual(["back\\slash"]);
    expect(await found("nobody")).toEqual([]);
  });

  it("filters by active, and by times", async () => {
    const organization = await newOrganization();
    const agent = await createAgent(organization.id, { name: "Off" });
    await createAgent(organization.id, { name: "On" });
    await system().transaction((tx) =>
      tx.agent.updateMany({
        where: { organizationId: organization.id, id: agent.id },
        data: { active: false, createdAt: new Date("2026-01-01T00:00:00.000Z") },
      }),
    );
    expect(namesOf((await list(organization.apiKey, { active: "true" })).json)).toEqual(["On"]);
    expect(namesOf((await list(organization.apiKey, { active: "false" })).json)).toEqual(["Off"]);
    const created_before = "2026-01-01T00:00:00.000Z";
    expect(namesOf((await list(organization.apiKey, { created_before })).json)).toEqual(["Off"]);
  });

  it("filters by demo", async () => {
    const organization = await newOrganization();
    await create(organization.apiKey, { name: "Shown", is_demo: true });
    await create(organization.apiKey, { name: "Real" });
    expect(namesOf((await list(organization.apiKey, { is_demo: "True" })).json)).toEqual(["Shown"]);
    expect(namesOf((await list(organization.apiKey, { is_demo: "0" })).json)).toEqual(["Real"]);
  });

  it("filters by what the metadata contains, of its own organization's agents", async () => {
    const [organization, other] = [await newOrganization(), await newOrganization()];
    const metadata = { team: { name: "sales", floor: 2 }, tags: ["a", "b"], active: true };
    await create(organization.apiKey, { name: "Both", metadata });
    await create(organization.apiKey, { name: "Other", metadata: { team: { name: "support" } } });
    await create(organization.apiKey, { name: "None" });
    await create(other.apiKey, { name: "Theirs", metadata });
    const found = async (contained: object) =>
      namesOf((await list(organization.apiKey, { metadata: JSON.stringify(contained) })).json);
    expect(await found({ team: { name: "sales" } })).toEqual(["Both"]);
    expect(await found({ team: {} })).toEqual(["Other", "Both"]);
    expect(await found({ tags: ["b"], active: true })).toEqual(["Both"]);
    expect(await found({ active: "true" })).toEqual([]);
    expect(await found({ name: "sales" })).toEqual([]);
  });

  it.each([
    ["", /Expected a JSON object with at least one member/],
    ["{}", /Expected a JSON object with at least one member/],
    ["[1]", /Expected a JSON object/],
    ["team=sales", /Expected a JSON object/],
    ['{"a":1,"a":2}', /Expected a JSON object/],
    ['{"a":"\\u0000"}', /NUL/],
    [`{"a":"${"x".repeat(4_100)}"}`, /at most 4096 characters/],
    [`{"a":${"[".repeat(1_000)}${"]".repeat(1_000)}}`, /Expected a JSON object/],
  ])("refuses metadata %# that names no member to find: 422", async (metadata, sentence) => {
    const organization = await newOrganization();
    const { status, json } = await list(organization.apiKey, { metadata });
    expect([status, json.errors[0].path]).toEqual([422, "metadata"]);
    expect(json.errors[0].message).toMatch(sentence);
  });

  it("pages through thousands once, by cursor", async () => {
    const organization = await newOrganization();
    const data = Array.from({ length: 250 }, (_, index) => ({ organizationId: organization.id, name: `A ${index}` }));
    await system().transaction((tx) => tx.agent.createMany({ data }));
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: AgentPage = (await list(organization.apiKey, { limit: "100", ...(cursor && { cursor }) })).json;
      seen.push(...namesOf(page));
      cursor = page.pagination.next_cursor;
    }
    expect([seen.length, new Set(seen).size]).toEqual([250, 250]);
  });

  it.each([
    [{ name: "a\u0000b" }, "name"],
    [{ name: "" }, "name"],
    [{ active: "yes" }, "active"],
    [{ is_demo: "yes" }, "is_demo"],
    [{ limit: "101" }, "limit"],
    [{ cursor: "nonsense" }, "cursor"],
    [{ organization_id: "x" }, "organization_id"],
  ])("refuses %j: 422 naming the parameter", async (query, parameter) => {
    const organization = await newOrganization();
    const { status, json } = await list(organization.apiKey, query as Record<string, string>);
    expect([status, json.errors[0].path]).toEqual([422, parameter]);
  });
});

describe("POST /core/agents", () => {
  it("creates an active agent without versions, and writes the audit trail", async () => {
    const organization = await newOrganization();
    const { status, json, headers } = await create(organization.apiKey, { name: "  Front desk " });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      name: "Front desk",
      description: null,
      active: true,
      is_demo: false,
      metadata: {},
      latest_version: null,
      latest_published_version: null,
      versions: [],
      phone_numbers: [],
      phone_number_count: 0,
      sip_endpoint: null,
    });
    expect(json.agent_id).toBe(json.id);
    expect(headers.get("location")).toBe(`/core/agents/${json.id}`);
    expect(headers.get("etag")).toMatch(/^"/);
    const events = await system().transaction((tx) => tx.auditEvent.findMany({ where: { targetId: json.id } }));
    expect(events).toMatchObject([
      { action: "agent.created", organizationId: organization.id, after: { name: "Front desk", active: true } },
    ]);
  });

  it("keeps description, active and metadata", async () => {
    const organization = await newOrganization();
    const body = {
      name: "A",
      description: "Two\nlines",
      active: false,
      metadata: { team: { id: 7 }, tags: ["x", null] },
    };
    expect((await create(organization.apiKey, body)).json).toMatchObject(body);
  });

  it("needs agents:manage", async () => {
    const organization = await newOrganization();
    const { status, json } = await create(organization.viewerApiKey, { name: "A" });
    expect([status, json.detail]).toEqual([403, "This requires the scope agents:manage."]);
  });

  it("belongs to the organization of the credential alone", async () => {
    const [mine, other] = [await newOrganization(), await newOrganization()];
    await create(mine.apiKey, { name: "Mine" });
    expect((await list(other.apiKey)).json.data).toEqual([]);
  });

  it("under one Idempotency-Key creates one agent", async () => {
    const organization = await newOrganization();
    const headers = { "Idempotency-Key": "agent-1" };
    const answers = await Promise.all([1, 2, 3].map(() => create(organization.apiKey, { name: "Once" }, headers)));
    expect(new Set(answers.map(({ json }: { json: AgentRecord }) => json.id)).size).toBe(1);
    expect((await list(organization.apiKey)).json.data).toHaveLength(1);
  });

  it.each([
    [{}, "name"],
    [{ name: " " }, "name"],
    [{ name: "a\nb" }, "name"],
    [{ name: "a\u0000b" }, "name"],
    [{ name: "\ud800" }, "name"],
    [{ name: "x".repeat(201) }, "name"],
    [{ name: "A", description: "x".repeat(2_001) }, "description"],
    [{ name: "A", active: "yes" }, "active"],
    [{ name: "A", metadata: [] }, "metadata"],
    [{ name: "A", metadata: { text: "x".repeat(16 * 1024) } }, "metadata"],
    [{ name: "A", id: "00000000-0000-4000-8000-000000000000" }, "id"],
  ])("refuses %.80j: 422 naming the member", async (body, member) => {
    const organization = await newOrganization();
    const { status, json } = await create(organization.apiKey, body);
    expect([status, json.errors[0].path]).toEqual([422, member]);
  });
});
