import { describe, expect, it } from "vitest";
import { system } from "@/lib/platform/db/system";
import { createAgent } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { newOrganization } from "@/test/support/organization";
import { POST } from "./publish/route";
import { GET, PUT } from "./route";

const read = (token: string, agentId: string, version: string) => call(GET, { token, params: { agentId, version } });
const put = (token: string, agentId: string, version: string, body: unknown, headers = {}) =>
  call(PUT, { method: "PUT", token, params: { agentId, version }, body, headers });

describe("GET /core/agents/{id}/versions/{version}", () => {
  it("reads one by its number", async () => {
    const organization = await newOrganization();
    const agent = await createAgent(organization.id, { published: 2 });
    const { status, json } = await read(organization.viewerApiKey, agent.id, "1");
    expect([status, json]).toMatchObject([200, { id: agent.versions[1]?.id, version: 1, published: true }]);
  });

  it("reads the highest number as latest, published or not", async () => {
    const organization = await newOrganization();
    const agent = await createAgent(organization.id, { published: 2, draft: true });
    const { json } = await read(organization.apiKey, agent.id, "latest");
    expect([json.version, json.published]).toEqual([3, false]);
  });

  it.each(["9", "0", "01", "-1", "1.0", "newest", "99999999999"])("that is %j is 404", async (version) => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id);
    expect((await read(organization.apiKey, id, version)).status).toBe(404);
  });

  it("is 404 as latest of an agent without versions to who may only read", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 0 });
    expect((await read(organization.viewerApiKey, id, "latest")).status).toBe(404);
  });

  it("needs agents:read or :manage", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id);
    expect((await read(await organization.keyWith("audit:read"), id, "1")).status).toBe(403);
  });

  it("of another organization is 404", async () => {
    const [owner, stranger] = [await newOrganization(), await newOrganization()];
    const { id } = await createAgent(owner.id);
    expect((await read(stranger.apiKey, id, "latest")).status).toBe(404);
  });
});

describe("GET /core/agents/{id}/versions/latest", () => {
  const versionsOf = (agentId: string) =>
    system().transaction((tx) => tx.agentVersion.findMany({ where: { agentId }, orderBy: { version: "asc" } }));

  it("gives who may manage a draft, made as a copy of the newest version, and the same again", async () => {
    const organization = await newOrganization();
    const { id, versions } = await createAgent(organization.id, { published: 2 });
    const inputs = { tone: "calm" };
    const where = { id: versions[0]?.id ?? "" };
    await system().transaction((tx) => tx.agentVersion.update({ where, data: { instructionBuilderInputs: inputs } }));
    const { status, json, headers } = await read(organization.apiKey, id, "latest");
    expect([status, json]).toMatchObject([
      200,
      { version: 3, published: false, config: versions[0]?.config, instruction_builder_inputs: inputs },
    ]);
    const again = await read(organization.apiKey, id, "latest");
    expect([again.json, again.headers.get("etag")]).toEqual([json, headers.get("etag")]);
    const events = await system().transaction((tx) => tx.auditEvent.findMany({ where: { targetId: id } }));
    expect(events).toMatchObject([{ action: "agent.version_created", after: { version: 3, published: false } }]);
  });

  it("gives an agent without versions an empty first one", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 0 });
    const { json } = await read(organization.apiKey, id, "latest");
    expect(json).toMatchObject({ version: 1, published: false, config: {}, instruction_builder_inputs: null });
  });

  it("makes one draft, however many ask at once", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 1 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => read(organization.apiKey, id, "latest")));
    expect(answers.map(({ status, json }) => [status, json.version])).toEqual(Array(8).fill([200, 2]));
    expect((await versionsOf(id)).map(({ version }) => version)).toEqual([1, 2]);
  });

  it("is the draft also behind a newer version that is published, for reading, changing and publishing", async () => {
    const organization = await newOrganization();
    const { id, versions } = await createAgent(organization.id, { published: 2 });
    const where = { id: versions[1]?.id ?? "" };
    await system().transaction((tx) => tx.agentVersion.update({ where, data: { published: false } }));
    expect((await read(organization.apiKey, id, "latest")).json.version).toBe(1);
    expect((await put(organization.apiKey, id, "latest", { config: {} })).json.version).toBe(1);
    expect((await read(organization.viewerApiKey, id, "latest")).json.version).toBe(2);
    const params = { agentId: id, version: "latest" };
    await call(POST, { method: "POST", token: organization.apiKey, params });
    expect((await versionsOf(id)).map(({ published }) => published)).toEqual([true, true]);
  });

  it("makes nothing for who may only read: the newest version", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 2 });
    const { status, json } = await read(await organization.keyWith("agents:read"), id, "latest");
    expect([status, json.version, json.published]).toEqual([200, 2, true]);
    expect(await versionsOf(id)).toHaveLength(2);
  });

  const foreign: Record<string, string>[] = [
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "none" },
    { Origin: "https://evil.example" },
  ];
  it.each(foreign)("makes nothing for a page of another site: 403 (%j)", async (headers) => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 1 });
    const params = { agentId: id, version: "latest" };
    const asked = { session: organization.admin.id, organizationId: organization.id, params };
    expect((await call(GET, { ...asked, headers })).status).toBe(403);
    expect(await versionsOf(id)).toHaveLength(1);
    expect((await call(GET, asked)).json.version).toBe(2);
    // What is there already may be read from anywhere, as everything.
    expect((await call(GET, { ...asked, headers })).status).toBe(200);
  });
});

describe("PUT /core/agents/{id}/versions/{version}", () => {
  it.each(["2", "latest"])("changes a draft that is named %s", async (version) => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 1, draft: true });
    const before = (await read(organization.apiKey, id, "2")).json;
    const { status, json } = await put(organization.apiKey, id, version, { config: { new: true } });
    expect([status, json]).toMatchObject([200, { version: 2, published: false, config: { new: true } }]);
    expect(json.updated_at > before.updated_at).toBe(true);
    const events = await system().transaction((tx) => tx.auditEvent.findMany({ where: { targetId: id } }));
    expect(events).toMatchObject([{ action: "agent.version_updated", after: { version: 2 } }]);
  });

  it("with the same configuration again changes nothing", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 0, draft: true });
    const before = (await read(organization.apiKey, id, "1")).json;
    expect((await put(organization.apiKey, id, "1", { config: before.config })).json).toEqual(before);
  });

  it("changes what a builder was fed with, or what it is made of, and leaves the other", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 0, draft: true });
    const { config } = (await read(organization.apiKey, id, "1")).json;
    const inputs = { tone: "calm", goals: ["book", "cancel"], b: 1, a: 2 };
    const first = await put(organization.apiKey, id, "1", { instruction_builder_inputs: inputs });
    expect([first.status, first.json]).toMatchObject([200, { config, instruction_builder_inputs: inputs }]);
    expect(Object.keys(first.json.instruction_builder_inputs)).toEqual(Object.keys(inputs));
    const second = await put(organization.apiKey, id, "1", { config: { a: 1 } });
    expect(second.json).toMatchObject({ config: { a: 1 }, instruction_builder_inputs: inputs });
    const third = await put(organization.apiKey, id, "1", { instruction_builder_inputs: null });
    expect(third.json).toMatchObject({ config: { a: 1 }, instruction_builder_inputs: null });
    expect((await read(organization.apiKey, id, "1")).json).toEqual(third.json);
    const again = await put(organization.apiKey, id, "1", { instruction_builder_inputs: null, config: { a: 1 } });
    expect(again.json).toEqual(third.json);
  });

  it.each([
    [{}, "config", "Send config, instruction_builder_inputs or both."],
    [{ config: null }, "config", "Expected a JSON object."],
    [{ instruction_builder_inputs: [] }, "instruction_builder_inputs", "Expected a JSON object."],
    [{ instruction_builder_inputs: { a: "x".repeat(64 * 1024) } }, "instruction_builder_inputs", "Larger than 64 KiB."],
    [{ base_version: 1 }, "base_version", "Unknown member."],
  ])("refuses %.60j: 422", async (body, path, message) => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 0, draft: true });
    const { status, json } = await put(organization.apiKey, id, "1", body);
    expect([status, json.errors[0]]).toEqual([422, { path, message }]);
  });

  it.each(["1", "latest"])("refuses a published one, named %s: 400", async (version) => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 1 });
    const before = (await read(organization.apiKey, id, "1")).json;
    const { status, json } = await put(organization.apiKey, id, version, { config: {} });
    expect([status, json.code, json.detail]).toEqual([
      400,
      "version_published",
      "Version 1 is published and can't be edited. Create a new version instead.",
    ]);
    expect((await read(organization.apiKey, id, "1")).json).toEqual(before);
  });

  it("that races with its publication either comes before it or is refused", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 0, draft: true });
    const params = { agentId: id, version: "1" };
    const [change, publication] = await Promise.all([
      put(organization.apiKey, id, "1", { config: { late: true } }),
      call(POST, { method: "POST", token: organization.apiKey, params }),
    ]);
    expect(publication.status).toBe(200);
    const { json } = await read(organization.apiKey, id, "1");
    expect([json.published, json.config.late ?? false]).toEqual([true, change.status === 200]);
    expect([200, 400]).toContain(change.status);
  });

  it("with an If-Match of an older state is 412", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 0, draft: true });
    const headers = { "If-Match": (await read(organization.apiKey, id, "1")).headers.get("etag") ?? "" };
    expect((await put(organization.apiKey, id, "1", { config: { a: 1 } }, headers)).status).toBe(200);
    expect((await put(organization.apiKey, id, "1", { config: { a: 2 } }, headers)).status).toBe(412);
  });

  it("refuses published and other members by name", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 0, draft: true });
    const { status, json } = await put(organization.apiKey, id, "1", { config: {}, published: true });
    expect([status, json.errors[0].path]).toEqual([422, "published"]);
  });

  it("needs agents:manage", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 0, draft: true });
    expect((await put(organization.viewerApiKey, id, "1", { config: {} })).status).toBe(403);
  });

  it("of another organization is 404 and changes nothing", async () => {
    const [owner, stranger] = [await newOrganization(), await newOrganization()];
    const { id } = await createAgent(owner.id, { published: 0, draft: true });
    const before = (await read(owner.apiKey, id, "1")).json;
    expect((await put(stranger.apiKey, id, "1", { config: {} })).status).toBe(404);
    expect((await read(owner.apiKey, id, "1")).json).toEqual(before);
  });
});
