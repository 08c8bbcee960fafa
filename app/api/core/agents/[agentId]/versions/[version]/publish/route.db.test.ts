import { describe, expect, it } from "vitest";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { system } from "@/lib/platform/db/system";
import { createAgent } from "@/prisma/factories";
import { countStatements } from "@/test/support/count-statements";
import { newOrganization } from "@/test/support/organization";
import { type Body, eventsOf, isPublished, numberRow, setNumber, world } from "@/test/support/publish-world";

const numbersOf = (json: PhoneNumberRecord[]) => json.map(({ phone_number }) => phone_number);

describe("POST /core/agents/{id}/versions/{version}/publish", () => {
  it.each([undefined, {}])("with the body %j publishes the version and touches no number", async (body) => {
    const { organization, agent, version, publish } = await world();
    const { status, json } = await publish(2, body);
    expect([status, json]).toEqual([200, []]);
    expect(await isPublished(version(2))).toBe(true);
    expect(await eventsOf(organization.id)).toMatchObject([
      {
        action: "agent.version_published",
        targetId: agent.id,
        before: { version: 2, published: false },
        after: { version: 2, published: true },
      },
    ]);
  });

  it("publishes the latest version by that word, and a published one again without a trace", async () => {
    const { organization, version, publish } = await world();
    expect((await publish("latest")).status).toBe(200);
    expect(await isPublished(version(2))).toBe(true);
    expect((await publish("latest")).status).toBe(200);
    expect(await eventsOf(organization.id)).toHaveLength(1);
  });

  it("writes the inbound slot when no direction is named, and answers the records in the order of the request", async () => {
    const { agent, rows, names, version, publish } = await world();
    await setNumber(rows[0]?.id, { outboundAgentVersionId: version(1) });
    const { status, json } = await publish(2, { phone_numbers: [names[1] ?? "", names[0] ?? ""] });
    expect([status, numbersOf(json)]).toEqual([200, [names[1], names[0]]]);
    expect(json[1]).toMatchObject({
      id: rows[0]?.id,
      inbound_agent_version_id: version(2),
      inbound_agent: { agent_id: agent.id, name: "Front desk", version: 2 },
      outbound_agent_version_id: version(1),
      outbound_agent: { version: 1 },
    });
    expect(json[0].outbound_agent_version_id).toBeNull();
    const saved = await numberRow(rows[0]?.id);
    expect([saved.inboundAgentVersionId, saved.outboundAgentVersionId]).toEqual([version(2), version(1)]);
    expect(json[1].updated_at).toBe(saved.updatedAt.toISOString());
    expect((await numberRow(rows[2]?.id)).inboundAgentVersionId).toBeNull();
  });

  it("leaves inbound alone when it writes outbound, and writes both when both are named", async () => {
    const { rows, names, version, publish } = await world();
    await setNumber(rows[0]?.id, { inboundAgentVersionId: version(1) });
    await publish(2, { phone_numbers: names.slice(0, 1), direction: "outbound" });
    expect(await numberRow(rows[0]?.id)).toMatchObject({
      inboundAgentVersionId: version(1),
      outboundAgentVersionId: version(2),
    });
    await publish(2, { phone_numbers: names.slice(0, 2), direction: "both" });
    for (const row of rows.slice(0, 2)) {
      const slots = { inboundAgentVersionId: version(2), outboundAgentVersionId: version(2) };
      expect(await numberRow(row.id)).toMatchObject(slots);
    }
  });

  it("clears only slots of the direction that hold a version of this agent, whichever version", async () => {
    const { organization, rows, names, version, publish } = await world();
    const other = await createAgent(organization.id, { name: "Other" });
    const theirs = other.versions[0]?.id ?? null;
    await setNumber(rows[0]?.id, { inboundAgentVersionId: version(1), outboundAgentVersionId: version(1) });
    await setNumber(rows[1]?.id, { inboundAgentVersionId: theirs, outboundAgentVersionId: version(1) });
    const inbound = await publish(2, { unassign_phone_numbers: names });
    expect(numbersOf(inbound.json)).toEqual([names[0]]);
    expect(inbound.json[0]).toMatchObject({ inbound_agent: null, outbound_agent_version_id: version(1) });
    expect((await numberRow(rows[1]?.id)).inboundAgentVersionId).toBe(theirs);
    const both = await publish(2, { unassign_phone_numbers: names, direction: "both" });
    expect(numbersOf(both.json)).toEqual([names[0], names[1]]);
    expect(await numberRow(rows[0]?.id)).toMatchObject({ inboundAgentVersionId: null, outboundAgentVersionId: null });
    expect(await numberRow(rows[1]?.id)).toMatchObject({ inboundAgentVersionId: theirs, outboundAgentVersionId: null });
  });

  it("assigns and takes away in one call, and names each number once", async () => {
    const { rows, names, version, publish } = await world();
    const [first = "", second = ""] = names;
    await setNumber(rows[1]?.id, { inboundAgentVersionId: version(1) });
    const body: Body = {
      phone_numbers: [first, first],
      unassign_phone_numbers: [second, second],
      direction: "both",
    };
    expect(numbersOf((await publish(1, body)).json)).toEqual([first, second]);
  });

  it("moves updated_at and writes the audit trail only where a slot really changes", async () => {
    const { organization, rows, names, version, publish } = await world();
    await setNumber(rows[0]?.id, { inboundAgentVersionId: version(1) });
    const { json } = await publish(1, { phone_numbers: names.slice(0, 2), unassign_phone_numbers: names.slice(2) });
    expect(numbersOf(json)).toEqual(names.slice(0, 2));
    expect((await numberRow(rows[0]?.id)).updatedAt).toEqual(rows[0]?.updatedAt);
    expect((await numberRow(rows[1]?.id)).updatedAt > (rows[1]?.updatedAt ?? 0)).toBe(true);
    expect((await numberRow(rows[2]?.id)).updatedAt).toEqual(rows[2]?.updatedAt);
    expect(await eventsOf(organization.id)).toMatchObject([
      {
        action: "phone_number.assigned",
        targetId: rows[1]?.id,
        before: { phone_number: names[1], inbound_agent_version_id: null, inbound_agent: null },
        after: { inbound_agent_version_id: version(1), inbound_agent: { name: "Front desk", version: 1 } },
      },
    ]);
  });

  it("needs agents:manage", async () => {
    const { organization, names, version, publish } = await world();
    const { status, json } = await publish(2, { phone_numbers: names }, organization.viewerApiKey);
    expect([status, json.detail]).toEqual([403, "This requires the scope agents:manage."]);
    expect(await isPublished(version(2))).toBe(false);
  });

  it("of another organization's agent is 404", async () => {
    const { names, publish } = await world();
    const stranger = await newOrganization();
    expect((await publish(2, { phone_numbers: names }, stranger.apiKey)).status).toBe(404);
  });

  it.each([9, 0])("of version %i, which there is not, is 404", async (number) => {
    const { publish } = await world();
    expect((await publish(number)).status).toBe(404);
  });
});

describe("a thousand numbers", () => {
  it("are assigned with as many statements as one, and one more is refused", async () => {
    const { organization, names, version, publish } = await world({ numbers: 1_001 });
    const thousand = names.slice(0, 1_000);
    const expected = thousand.map((phone_number) => ({
      phone_number,
      inbound_agent_version_id: null,
      outbound_agent_version_id: null,
    }));
    await publish(1);
    const forOne = await countStatements(() => publish(1, { phone_numbers: names.slice(1_000) }));
    const forThousand = await countStatements(async () => {
      const { status, json } = await publish(1, { phone_numbers: thousand, direction: "both", expected });
      expect([status, json.length]).toEqual([200, 1_000]);
    });
    expect(forThousand).toBe(forOne);
    const slots = { inboundAgentVersionId: version(1), outboundAgentVersionId: version(1) };
    const where = { organizationId: organization.id, ...slots };
    expect(await system().transaction((tx) => tx.phoneNumber.count({ where }))).toBe(1_000);
    expect(await eventsOf(organization.id)).toHaveLength(1_001);
    const tooMany = await publish(1, { phone_numbers: names });
    expect([tooMany.status, tooMany.json.errors[0].path]).toEqual([422, "phone_numbers"]);
  });
});
