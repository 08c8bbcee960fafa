import { describe, expect, it } from "vitest";
import { system } from "@/lib/platform/db/system";
import { createAgent } from "@/prisma/factories";
import { type Body, eventsOf, isPublished, numberRow, setNumber, world } from "@/test/support/publish-world";

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
    expect(json.detail).toBe(`The phone number ${there.names[0]} was not found. 1 more has the same problem.`);
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
    ["releasing", "is being released. Undo the release before assigning an agent."],
    ["lost_at_carrier", "was lost at the carrier and can't be assigned."],
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
    await system().transaction((tx) => tx.agent.update({ where, data: { active: false } }));
    const { status, json } = await here.publish(2, { phone_numbers: here.names });
    expect([status, json.code, json.detail]).toEqual([
      409,
      "agent_inactive",
      "Front desk is inactive. Activate it before assigning numbers.",
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
    expect(json.detail).toBe(`The phone number ${names[1]} was assigned to another agent. Reload it and try again.`);
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
