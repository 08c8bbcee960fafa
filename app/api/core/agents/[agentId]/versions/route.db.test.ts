import { describe, expect, it } from "vitest";
import { AgentVersionPage } from "@/lib/agents/schemas";
import { system } from "@/lib/platform/db/system";
import { createAgent } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { newOrganization } from "@/test/support/organization";
import { GET, POST } from "./route";

const list = (token: string, agentId: string, query = "") =>
  call(GET, { token, params: { agentId }, path: `/core/agents/${agentId}/versions${query}` });
const create = (token: string, agentId: string, body: unknown, headers = {}) =>
  call(POST, { token, params: { agentId }, body, headers });
const numbersOf = (json: AgentVersionPage) => json.data.map(({ version }) => version);

describe("GET /core/agents/{id}/versions", () => {
  it("lists them newest first, with their configurations or without", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 0 });
    for (const n of [1, 2, 3]) await create(organization.apiKey, id, { config: { n } });
    const { status, json } = await list(organization.viewerApiKey, id);
    expect([status, numbersOf(AgentVersionPage.parse(json))]).toEqual([200, [3, 2, 1]]);
    expect(json.data[0].config).toEqual({ n: 3 });
    const light = (await list(organization.viewerApiKey, id, "?config=false")).json;
    expect(light.data[0]).not.toHaveProperty("config");
    expect(light.data[0]).not.toHaveProperty("instruction_builder_inputs");
    expect(json.data[0].instruction_builder_inputs).toBeNull();
    expect(numbersOf(light)).toEqual([3, 2, 1]);
  });

  it("filters by published and pages by cursor", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 3, draft: true });
    expect(numbersOf((await list(organization.apiKey, id, "?published=false")).json)).toEqual([4]);
    const first = (await list(organization.apiKey, id, "?published=true&limit=2")).json;
    const cursor = first.pagination.next_cursor;
    const second = (await list(organization.apiKey, id, `?published=true&limit=2&cursor=${cursor}`)).json;
    expect([...numbersOf(first), ...numbersOf(second)].toSorted()).toEqual([1, 2, 3]);
    expect(second.pagination.next_cursor).toBeNull();
  });

  it("filters by version and by times", async () => {
    const organization = await newOrganization();
    const { id, versions } = await createAgent(organization.id, { published: 3 });
    expect(numbersOf((await list(organization.apiKey, id, "?version=2")).json)).toEqual([2]);
    expect(numbersOf((await list(organization.apiKey, id, "?version=9")).json)).toEqual([]);
    const middle = versions[1]?.createdAt.toISOString();
    for (const column of ["created", "updated"]) {
      expect(numbersOf((await list(organization.apiKey, id, `?${column}_after=${middle}`)).json)).toEqual([3, 2]);
      expect(numbersOf((await list(organization.apiKey, id, `?${column}_before=${middle}`)).json)).toEqual([2, 1]);
    }
    for (const version of ["0", "x", "latest", "-1", ""]) {
      const { status, json } = await list(organization.apiKey, id, `?version=${version}`);
      expect([status, json.errors[0].path]).toEqual([422, "version"]);
    }
  });

  it("needs agents:read or :manage", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id);
    expect((await list(await organization.keyWith("phone_numbers:read"), id)).status).toBe(403);
  });

  it("of another organization's agent is 404", async () => {
    const [owner, stranger] = [await newOrganization(), await newOrganization()];
    const { id } = await createAgent(owner.id);
    expect((await list(stranger.apiKey, id)).status).toBe(404);
  });
});

describe("POST /core/agents/{id}/versions", () => {
  it("creates a draft under the next number", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 2 });
    const config = { z: 1, a: { nested: [true, null, "ü"] }, "1": 0.5 };
    const { status, json, headers } = await create(organization.apiKey, id, { config });
    expect([status, json]).toMatchObject([201, { agent_id: id, version: 3, published: false, config }]);
    expect(headers.get("location")).toBe(`/core/agents/${id}/versions/3`);
    const events = await system().transaction((tx) => tx.auditEvent.findMany({ where: { targetId: id } }));
    expect(events).toMatchObject([{ action: "agent.version_created", after: { version: 3, published: false } }]);
  });

  it("keeps the members of the configuration in their order", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 0 });
    await create(organization.apiKey, id, { config: { voice: "a", model: "b", b: 1, a: 2 } });
    const { json } = await list(organization.apiKey, id);
    expect(Object.keys(json.data[0].config)).toEqual(["voice", "model", "b", "a"]);
  });

  it("numbers versions that are made at the same time one after another", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 1 });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => create(organization.apiKey, id, { config: { n } })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
    const numbers = answers.map(({ json }) => json.version).toSorted((a, b) => a - b);
    expect(numbers).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(numbersOf((await list(organization.apiKey, id)).json)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it("under one Idempotency-Key creates one version", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 0 });
    const headers = { "Idempotency-Key": "version-1" };
    const first = await create(organization.apiKey, id, { config: { a: 1 } }, headers);
    const again = await create(organization.apiKey, id, { config: { a: 1 } }, headers);
    expect([again.status, again.json, again.headers.get("idempotency-replayed")]).toEqual([201, first.json, "true"]);
    expect(numbersOf((await list(organization.apiKey, id)).json)).toEqual([1]);
  });

  it("takes a configuration of 256 KiB, however it is written, and none larger", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 0 });
    const ofBytes = (bytes: number) => ({ text: "x".repeat(bytes - '{"text":""}'.length) });
    const largest = ofBytes(256 * 1024);
    const written = JSON.stringify({ config: largest }, null, 40);
    expect((await create(organization.apiKey, id, written, { "Content-Type": "application/json" })).status).toBe(201);
    const { status, json } = await create(organization.apiKey, id, { config: ofBytes(256 * 1024 + 1) });
    expect([status, json.detail]).toEqual([422, "config: Larger than 256 KiB."]);
    expect((await create(organization.apiKey, id, { config: ofBytes(600 * 1024) })).status).toBe(413);
  });

  it("copies another version, with what its builder was fed with", async () => {
    const organization = await newOrganization();
    const { id, versions } = await createAgent(organization.id, { published: 2 });
    const inputs = { tone: "calm" };
    const where = { id: versions[1]?.id ?? "" };
    await system().transaction((tx) =>
      tx.agentVersion.update({ where, data: { config: { b: 1, a: 2 }, instructionBuilderInputs: inputs } }),
    );
    const { status, json } = await create(organization.apiKey, id, { base_version: 1 });
    expect([status, json]).toMatchObject([
      201,
      { version: 3, published: false, config: { b: 1, a: 2 }, instruction_builder_inputs: inputs },
    ]);
    expect(Object.keys(json.config)).toEqual(["b", "a"]);
    const missing = await create(organization.apiKey, id, { base_version: 9 });
    expect([missing.status, missing.json.detail]).toEqual([404, "Version 9 of this agent was not found."]);
  });

  it.each([[{}], [{ config: {}, base_version: 1 }]])(
    "refuses %j: 422, for it takes exactly one of two",
    async (body) => {
      const organization = await newOrganization();
      const { id } = await createAgent(organization.id);
      const { status, json } = await create(organization.apiKey, id, body);
      expect([status, json.detail]).toEqual([422, "config: Send either config or base_version."]);
      expect(numbersOf((await list(organization.apiKey, id)).json)).toEqual([1]);
    },
  );

  it.each([[{ base_version: 0 }], [{ base_version: "1" }], [{ base_version: "latest" }], [{ base_version: null }]])(
    "refuses %j: 422 naming base_version",
    async (body) => {
      const organization = await newOrganization();
      const { id } = await createAgent(organization.id);
      const { status, json } = await create(organization.apiKey, id, body);
      expect([status, json.errors[0].path]).toEqual([422, "base_version"]);
    },
  );

  it.each([[{ config: [] }], [{ config: null }], [{ config: "text" }], [{ config: 1 }]])(
    "refuses %j: 422 naming config",
    async (body) => {
      const organization = await newOrganization();
      const { id } = await createAgent(organization.id);
      const { status, json } = await create(organization.apiKey, id, body);
      expect([status, json.errors[0].path, json.errors[0].message]).toEqual([422, "config", "Expected a JSON object."]);
    },
  );

  it("needs agents:manage", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id);
    expect((await create(organization.viewerApiKey, id, { config: {} })).status).toBe(403);
  });

  it("of another organization's agent is 404 and creates nothing", async () => {
    const [owner, stranger] = [await newOrganization(), await newOrganization()];
    const { id } = await createAgent(owner.id, { published: 1 });
    expect((await create(stranger.apiKey, id, { config: {} })).status).toBe(404);
    expect(numbersOf((await list(owner.apiKey, id)).json)).toEqual([1]);
  });
});
