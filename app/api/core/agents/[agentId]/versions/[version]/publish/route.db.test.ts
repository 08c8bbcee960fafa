import { describe, expect, it } from "vitest";
import type { PublishAgentVersionBody } from "@/lib/agents/schemas";
import { asSystem } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { PhoneNumberRecord } from "@/lib/phone-numbers/schemas";
import { call } from "@/lib/testing/api";
import { countStatements } from "@/lib/testing/count-statements";
import { numbersFor } from "@/lib/testing/numbers-for";
import { newOrganization } from "@/lib/testing/organization";
import { createAgent } from "@/prisma/factories";
import { POST } from "./route";

type Body = Partial<PublishAgentVersionBody>;

async function world({ numbers = 3, published = 1, draft = true } = {}) {
  const organization = await newOrganization();
  const agent = await createAgent(organization.id, { name: "Front desk", published, draft });
  const rows = await numbersFor(organization.id, numbers);
  const names = rows.map(({ phoneNumber }) => phoneNumber);
  const version = (number: number) => agent.versions.find((row) => row.version === number)?.id ?? "";
  const publish = (number: number | "latest", body?: Body, token = organization.apiKey) => {
    const params = { agentId: agent.id, version: String(number) };
    return call(POST, { method: "POST", token, params, body });
  };
  return { organization, agent, rows, names, version, publish };
}

const numberRow = (id = "") => asSystem((tx) => tx.phoneNumber.findUniqueOrThrow({ where: { id } }));
const setNumber = (id: string | undefined, data: Prisma.PhoneNumberUncheckedUpdateInput) =>
  asSystem((tx) => tx.phoneNumber.update({ where: { id: id ?? "" }, data }));
const isPublished = async (id: string) =>
  (await asSystem((tx) => tx.agentVersion.findUniqueOrThrow({ where: { id } }))).published;
const numbersOf = (json: PhoneNumberRecord[]) => json.map(({ phone_number }) => phone_number);
const eventsOf = (organizationId: string) =>
  asSystem((tx) => tx.auditEvent.findMany({ where: { organizationId }, orderBy: { id: "asc" } }));

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
    expect([status, json.detail]).toEqual([403, "This needs the scope agents:manage."]);
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

describe("a publication that cannot be done whole", () => {
  async function expectNothingWritten({ organization, rows, version }: Awaited<ReturnType<typeof world>>) {
    expect(await isPublished(version(2))).toBe(false);
    for (const row of rows) expect(await numberRow(row.id)).toMatchObject({ updatedAt: row.updatedAt });
    expect(await eventsOf(organization.id)).toEqual([]);
  }

  it.each(["phone_numbers", "unassign_phone_numbers"])(
    "for a number of no one in %s is 404 naming it",
    async (list) => {
      const here = await world();
      const { status, json } = await here.publish(2, { phone_numbers: here.names, [list]: ["+4930999999999"] });
      expect([status, json.detail]).toEqual([404, "The phone number +4930999999999 was not found."]);
      await expectNothingWritten(here);
    },
  );

  it("for another organization's number is 404 naming it, like one of no one", async () => {
    const [here, there] = [await world(), await world({ numbers: 2 })];
    const { status, json } = await here.publish(2, { phone_numbers: [...here.names, ...there.names] });
    expect([status, json.code, json.phone_numbers]).toEqual([404, "not_found", there.names]);
    expect(json.detail).toBe(`The phone number ${there.names[0]} was not found. The same is true of 1 more.`);
    await expectNothingWritten(here);
    await expectNothingWritten(there);
  });

  it("because a number is in both lists is 422 naming it", async () => {
    const here = await world();
    const { status, json } = await here.publish(2, {
      phone_numbers: here.names,
      unassign_phone_numbers: here.names.slice(2),
    });
    expect([status, json.errors]).toEqual([
      422,
      [{ path: "unassign_phone_numbers.0", message: `${here.names[2]} is in phone_numbers, too.` }],
    ]);
    await expectNothingWritten(here);
  });

  it.each([
    ["releasing", "is being released and takes no agent; restore it first."],
    ["lost_at_carrier", "is lost at the carrier and takes no agent."],
  ] as const)("because a number is %s is 409 naming it", async (status, sentence) => {
    const here = await world();
    await setNumber(here.rows[1]?.id, { status, ...(status === "releasing" && { releaseAt: new Date() }) });
    const answer = await here.publish(2, { phone_numbers: here.names });
    expect([answer.status, answer.json.code]).toEqual([409, "number_out_of_service"]);
    expect(answer.json.detail).toBe(`The phone number ${here.names[1]} ${sentence}`);
    expect((await here.publish(1, { unassign_phone_numbers: here.names })).status).toBe(200);
    await expectNothingWritten(here);
  });

  it("because the agent is inactive is 409; taking it off numbers and publishing alone are not", async () => {
    const here = await world();
    const where = { organizationId_id: { organizationId: here.organization.id, id: here.agent.id } };
    await asSystem((tx) => tx.agent.update({ where, data: { active: false } }));
    const { status, json } = await here.publish(2, { phone_numbers: here.names });
    expect([status, json.code, json.detail]).toEqual([
      409,
      "agent_inactive",
      "Front desk is inactive and takes no numbers. Activate it first.",
    ]);
    await expectNothingWritten(here);
    expect((await here.publish(2, { unassign_phone_numbers: here.names })).status).toBe(200);
  });

  it.each([
    [{ phone_numbers: ["4155550123"] }, "phone_numbers.0"],
    [{ phone_numbers: "+14155550123" }, "phone_numbers"],
    [{ unassign_phone_numbers: [null] }, "unassign_phone_numbers.0"],
    [{ direction: "in" }, "direction"],
    [{ published: true }, "published"],
    [{ expected: [{ phone_number: "+14155550123" }] }, "expected.0.phone_number"],
  ])("because of %j is 422 naming the member", async (body, member) => {
    const here = await world();
    const { status, json } = await here.publish(2, body as Body);
    expect([status, json.errors[0].path]).toEqual([422, member]);
    await expectNothingWritten(here);
  });
});

describe("what the caller expects in the slots", () => {
  it("is held against them: when it is still so, the change goes through", async () => {
    const { rows, names, version, publish } = await world();
    await setNumber(rows[0]?.id, { inboundAgentVersionId: version(1) });
    const [first = "", second = ""] = names;
    const expected = [
      { phone_number: first, inbound_agent_version_id: version(1), outbound_agent_version_id: null },
      { phone_number: second, inbound_agent_version_id: null },
    ];
    expect((await publish(2, { phone_numbers: [first, second], expected })).status).toBe(200);
  });

  it("and is not there any more: 412 naming the number, nothing written", async () => {
    const { organization, rows, names, version, publish } = await world();
    const other = await createAgent(organization.id);
    const theirs = other.versions[0]?.id ?? null;
    await setNumber(rows[1]?.id, { inboundAgentVersionId: theirs });
    const expected = names.map((phone_number) => ({ phone_number, inbound_agent_version_id: null }));
    const { status, json } = await publish(2, { phone_numbers: names, expected });
    expect([status, json.code, json.phone_numbers]).toEqual([412, "precondition_failed", [names[1]]]);
    expect(json.detail).toBe(
      `The phone number ${names[1]} has another agent by now; read it again, then repeat your change.`,
    );
    expect(await isPublished(version(2))).toBe(false);
    expect((await numberRow(rows[1]?.id)).inboundAgentVersionId).toBe(theirs);
    expect((await numberRow(rows[0]?.id)).inboundAgentVersionId).toBeNull();
  });

  it("is compared only where it is said", async () => {
    const { rows, names, version, publish } = await world();
    await setNumber(rows[0]?.id, { outboundAgentVersionId: version(1) });
    const [first = ""] = names;
    const expected = [{ phone_number: first, inbound_agent_version_id: null }];
    expect((await publish(2, { phone_numbers: [first], expected })).status).toBe(200);
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
    expect(await asSystem((tx) => tx.phoneNumber.count({ where }))).toBe(1_000);
    expect(await eventsOf(organization.id)).toHaveLength(1_001);
    const tooMany = await publish(1, { phone_numbers: names });
    expect([tooMany.status, tooMany.json.errors[0].path]).toEqual([422, "phone_numbers"]);
  });
});
