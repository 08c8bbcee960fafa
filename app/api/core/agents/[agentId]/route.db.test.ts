import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { AgentVersionRecord } from "@/lib/agents/schemas";
import { system } from "@/lib/platform/db/system";
import { createAgent } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { numbersFor } from "@/test/support/numbers-for";
import { newOrganization } from "@/test/support/organization";
import { DELETE, GET, PUT } from "./route";

const read = (token: string, agentId: string) => call(GET, { token, params: { agentId } });
const put = (token: string, agentId: string, body: unknown, headers = {}) =>
  call(PUT, { method: "PUT", token, params: { agentId }, body, headers });
const remove = (token: string, agentId: string) => call(DELETE, { method: "DELETE", token, params: { agentId } });
const actionsOn = async (targetId: string) =>
  (await system().transaction((tx) => tx.auditEvent.findMany({ where: { targetId }, orderBy: { id: "asc" } }))).map(
    ({ action }) => action,
  );

describe("GET /core/agents/{id}", () => {
  it("reads an agent with its latest versions", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 2, draft: true });
    const { status, json, headers } = await read(organization.viewerApiKey, id);
    expect([status, json.latest_version, json.latest_published_version]).toEqual([200, 3, 2]);
    expect(headers.get("etag")).toMatch(/^"/);
  });

  it("has its id twice, its versions newest first and its numbers in their order", async () => {
    const organization = await newOrganization();
    const agent = await createAgent(organization.id, { published: 2, draft: true });
    const other = await createAgent(organization.id);
    const [inbound, outbound, both, others] = await numbersFor(organization.id, 5);
    const [version] = agent.versions.map(({ id }) => id);
    const assign = (id: string | undefined, data: object) =>
      system().transaction((tx) => tx.phoneNumber.update({ where: { id: id ?? "" }, data }));
    await assign(inbound?.id, { inboundAgentVersionId: version });
    await assign(outbound?.id, { outboundAgentVersionId: version });
    await assign(both?.id, { inboundAgentVersionId: version, outboundAgentVersionId: version });
    await assign(others?.id, { inboundAgentVersionId: other.versions[0]?.id });
    const { json } = await read(organization.viewerApiKey, agent.id);
    expect([json.id, json.agent_id, json.sip_endpoint]).toEqual([agent.id, agent.id, null]);
    expect(json.versions.map((each: AgentVersionRecord) => [each.version, each.published])).toEqual([
      [3, false],
      [2, true],
      [1, true],
    ]);
    expect(json.versions[0]).not.toHaveProperty("config");
    const numbers = [inbound, outbound, both].map((row) => row?.phoneNumber).toSorted();
    expect([json.phone_numbers, json.phone_number_count]).toEqual([numbers, 3]);
  });

  it("shows a hundred numbers and how many there are", async () => {
    const organization = await newOrganization({ plan: "enterprise" });
    const agent = await createAgent(organization.id);
    await numbersFor(organization.id, 105);
    const where = { organizationId: organization.id };
    const data = { outboundAgentVersionId: agent.versions[0]?.id ?? null };
    await system().transaction((tx) => tx.phoneNumber.updateMany({ where, data }));
    const { json } = await read(organization.apiKey, agent.id);
    expect([json.phone_numbers.length, json.phone_number_count]).toEqual([100, 105]);
  });

  it("needs agents:read or :manage", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id);
    expect((await read(await organization.keyWith("trunks:manage"), id)).status).toBe(403);
  });

  it("of another organization is 404, never 403", async () => {
    const [owner, stranger] = [await newOrganization(), await newOrganization()];
    const { id } = await createAgent(owner.id);
    const { status, json } = await read(stranger.apiKey, id);
    expect([status, json.detail]).toEqual([404, "The agent was not found."]);
  });

  it.each(["nonsense", "%00", "' OR 1=1"])("that is %j is 404", async (id) => {
    const organization = await newOrganization();
    expect((await read(organization.apiKey, id)).status).toBe(404);
  });
});

describe("PUT /core/agents/{id}", () => {
  it("replaces the agent: what is left out gets its default", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 1 });
    const full = { name: "New", description: "Text", active: false, is_demo: true, metadata: { a: 1 } };
    const first = await put(organization.apiKey, id, full);
    expect([first.status, first.json]).toMatchObject([200, { ...full, latest_version: 1 }]);
    const second = await put(organization.apiKey, id, { name: "Newer" });
    expect(second.json).toMatchObject({ name: "Newer", description: null, active: true, is_demo: false, metadata: {} });
    expect(second.json.updated_at > first.json.updated_at).toBe(true);
    expect((await read(organization.apiKey, id)).json).toEqual(second.json);
    expect(await actionsOn(id)).toEqual(["agent.updated", "agent.updated"]);
  });

  it("with the same values again changes nothing", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { name: "Same" });
    const before = (await read(organization.apiKey, id)).json;
    expect((await put(organization.apiKey, id, { name: "Same" })).json).toEqual(before);
    expect(await actionsOn(id)).toEqual([]);
  });

  it("registers an agent that lives elsewhere under its id there", async () => {
    const organization = await newOrganization();
    const id = randomUUID();
    const { status, json, headers } = await put(organization.apiKey, id, { name: "Elsewhere" });
    expect([status, json.id, json.latest_version]).toEqual([201, id, null]);
    expect(headers.get("location")).toBe(`/core/agents/${id}`);
    expect(await actionsOn(id)).toEqual(["agent.created"]);
    expect((await put(organization.apiKey, id, { name: "Elsewhere" })).status).toBe(200);
  });

  it("registers once, however many ask at the same time", async () => {
    const organization = await newOrganization();
    const id = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => put(organization.apiKey, id, { name: "Elsewhere" })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 200, 201]);
    expect(await actionsOn(id)).toEqual(["agent.created"]);
  });

  it("under an id that another organization uses neither tells nor touches anything", async () => {
    const [owner, other] = [await newOrganization(), await newOrganization()];
    const { id } = await createAgent(owner.id, { name: "Theirs", published: 1 });
    const registered = await put(other.apiKey, id, { name: "Mine" });
    expect([registered.status, registered.json.latest_version]).toEqual([201, null]);
    expect((await read(owner.apiKey, id)).json).toMatchObject({ name: "Theirs", latest_version: 1 });
    expect((await remove(other.apiKey, id)).status).toBe(204);
    expect((await read(owner.apiKey, id)).json.name).toBe("Theirs");
  });

  it("needs agents:manage", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id);
    expect((await put(organization.viewerApiKey, id, { name: "A" })).status).toBe(403);
  });

  it("with an If-Match that still matches goes through, and no second time", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id);
    const headers = { "If-Match": (await read(organization.apiKey, id)).headers.get("etag") ?? "" };
    expect((await put(organization.apiKey, id, { name: "One" }, headers)).status).toBe(200);
    const second = await put(organization.apiKey, id, { name: "Two" }, headers);
    expect([second.status, second.json.code]).toEqual([412, "precondition_failed"]);
    expect((await read(organization.apiKey, id)).json.name).toBe("One");
  });

  it("with an If-Match registers nothing", async () => {
    const organization = await newOrganization();
    const id = randomUUID();
    expect((await put(organization.apiKey, id, { name: "A" }, { "If-Match": "*" })).status).toBe(412);
    expect((await read(organization.apiKey, id)).status).toBe(404);
  });

  it("refuses an unknown member by name", async () => {
    const organization = await newOrganization();
    const { status, json } = await put(organization.apiKey, randomUUID(), { name: "A", version: 1 });
    expect([status, json.errors[0].path]).toEqual([422, "version"]);
  });
});

describe("DELETE /core/agents/{id}", () => {
  it("removes the agent and its versions", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 2, draft: true });
    expect((await remove(organization.apiKey, id)).status).toBe(204);
    expect((await read(organization.apiKey, id)).status).toBe(404);
    expect(await system().transaction((tx) => tx.agentVersion.count({ where: { agentId: id } }))).toBe(0);
    expect(await actionsOn(id)).toEqual(["agent.deleted"]);
    expect((await remove(organization.apiKey, id)).status).toBe(404);
  });

  it("whose version holds a slot is 409 naming the numbers, and changes nothing", async () => {
    const organization = await newOrganization();
    const agent = await createAgent(organization.id, { published: 2 });
    const rows = await numbersFor(organization.id, 7);
    const [latest, first] = agent.versions.map(({ id }) => id);
    const where = { organizationId: organization.id };
    await system().transaction((tx) => tx.phoneNumber.updateMany({ where, data: { inboundAgentVersionId: latest } }));
    await system().transaction((tx) =>
      tx.phoneNumber.update({
        where: { id: rows[0]?.id },
        data: { inboundAgentVersionId: null, outboundAgentVersionId: first },
      }),
    );
    const { status, json } = await remove(organization.apiKey, agent.id);
    const names = rows.map(({ phoneNumber }) => phoneNumber).toSorted();
    expect([status, json.code, json.phone_numbers, json.phone_number_count]).toEqual([409, "agent_in_use", names, 7]);
    expect(json.detail).toBe(
      `This agent is assigned to ${names.slice(0, 5).join(", ")} and 2 more. Unassign it first.`,
    );
    expect((await read(organization.apiKey, agent.id)).json.latest_version).toBe(2);
  });

  it("needs agents:manage", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id);
    expect((await remove(organization.viewerApiKey, id)).status).toBe(403);
  });

  it("of another organization is 404 and deletes nothing", async () => {
    const [owner, stranger] = [await newOrganization(), await newOrganization()];
    const { id } = await createAgent(owner.id);
    expect((await remove(stranger.apiKey, id)).status).toBe(404);
    expect((await read(owner.apiKey, id)).status).toBe(200);
  });
});
