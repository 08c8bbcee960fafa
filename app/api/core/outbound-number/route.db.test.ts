import { beforeEach, describe, expect, it } from "vitest";
import { createTrunk } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { boughtNumber } from "@/test/support/bought-number";
import { newSwitchboard } from "@/test/support/routed-numbers";
import { GET } from "./route";

type Wanted = { agent_number?: string; agent_version_id?: string; agent_id?: string };

let board: Awaited<ReturnType<typeof newSwitchboard>>;
beforeEach(async () => {
  board = await newSwitchboard();
});

async function ask(wanted: Wanted = {}, token = board.organization.apiKey) {
  return call(GET, { token, path: `/core/outbound-number?${new URLSearchParams(wanted)}` });
}

/** The number that is given out, or the code of the refusal. */
async function given(wanted: Wanted = {}, token?: string): Promise<string> {
  const { json } = await ask(wanted, token);
  return json.phone_number ?? json.code;
}

describe("GET /core/outbound-number", () => {
  it("answers the record of the number, with the trunk that the call goes out over", async () => {
    const { versions } = await board.addAgent({ name: "Front desk" });
    const number = await board.addNumber({ outboundAgentVersionId: versions[0], inboundAgentVersionId: versions[0] });
    const { status, json } = await ask({ agent_version_id: versions[0] });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      phone_number: number,
      trunk_id: board.trunk.id,
      status: "active",
      outbound_agent_version_id: versions[0],
      inbound_agent: { name: "Front desk", version: 1 },
      outbound_agent: { name: "Front desk", version: 1 },
    });
  });

  it("needs phone_numbers:read or :manage", async () => {
    const number = await board.addNumber();
    for (const scope of ["phone_numbers:read", "phone_numbers:manage"] as const) {
      expect(await given({}, await board.organization.keyWith(scope))).toBe(number);
    }
    expect((await ask({}, await board.organization.keyWith("agents:manage"))).status).toBe(403);
  });

  it("knows nothing of another organization's numbers, versions and agents", async () => {
    const others = await newSwitchboard();
    const { id, versions } = await others.addAgent();
    const agent_number = await others.addNumber({ outboundAgentVersionId: versions[0], outboundShareable: true });
    const wanted = { agent_number, agent_version_id: versions[0], agent_id: id };
    expect(await given(wanted)).toBe("no_outbound_number");
    const own = await board.addNumber();
    expect(await given(wanted)).toBe(own);
  });

  it("is 404 no_outbound_number without a number", async () => {
    const { status, json } = await ask();
    expect([status, json.code]).toEqual([404, "no_outbound_number"]);
  });

  it.each([
    { agent_number: "555-CALL" },
    { agent_version_id: "1" },
    { agent_id: "front-desk" },
    { agent: "a" } as Wanted,
  ])("refuses %o by name", async (wanted) => {
    const { status, json } = await ask(wanted);
    expect([status, json.errors[0].path]).toEqual([422, Object.keys(wanted)[0]]);
  });
});

describe("the number that is asked for", () => {
  it("comes before every other, however its plus is written", async () => {
    const { id, versions } = await board.addAgent();
    await board.addNumber({ outboundAgentVersionId: versions[0] });
    const asked = await board.addNumber();
    const others = { agent_version_id: versions[0] as string, agent_id: id };
    expect(await given({ agent_number: asked, ...others })).toBe(asked);
    expect(await given({ agent_number: asked.slice(1) })).toBe(asked);
    expect(await given({ agent_number: `sip:${asked}@sip.example.com;user=phone` })).toBe(asked);
    expect(await given({ agent_number: asked.slice(2) })).toBe(asked);
    const unencoded = await call(GET, {
      token: board.organization.apiKey,
      path: `/core/outbound-number?agent_number=${asked}`,
    });
    expect(unencoded.json.phone_number).toBe(asked);
  });

  it("is given to its own agent, in any version, and to who names none", async () => {
    const { id, versions } = await board.addAgent({ published: 2 });
    const asked = await board.addNumber({ outboundAgentVersionId: versions[0] });
    await board.addNumber();
    expect(await given({ agent_number: asked })).toBe(asked);
    expect(await given({ agent_number: asked, agent_id: id })).toBe(asked);
    expect(await given({ agent_number: asked, agent_version_id: versions[1] })).toBe(asked);
  });

  it("is given to another agent only when it is shared", async () => {
    const [holder, other] = [await board.addAgent(), await board.addAgent()];
    const kept = await board.addNumber({ outboundAgentVersionId: holder.versions[0] });
    const shared = await board.addNumber({ outboundAgentVersionId: holder.versions[0], outboundShareable: true });
    const free = await board.addNumber();
    expect(await given({ agent_number: kept, agent_id: other.id })).toBe(free);
    expect(await given({ agent_number: kept, agent_version_id: other.versions[0] })).toBe(free);
    expect(await given({ agent_number: shared, agent_id: other.id })).toBe(shared);
  });

  it("gives way when it is not ours", async () => {
    const own = await board.addNumber();
    expect(await given({ agent_number: "+14155550199" })).toBe(own);
  });
});

describe("then a number", () => {
  it("whose outbound side holds the version", async () => {
    const { versions } = await board.addAgent({ published: 2 });
    await board.addNumber();
    await board.addNumber({ outboundAgentVersionId: versions[1] });
    const holds = await board.addNumber({ outboundAgentVersionId: versions[0] });
    await board.addNumber({ outboundAgentVersionId: versions[0] });
    expect(await given({ agent_version_id: versions[0] })).toBe(holds);
  });

  it("that holds the agent's latest published version, no draft and no older one", async () => {
    const { id, versions } = await board.addAgent({ published: 2, draft: true });
    await board.addNumber();
    await board.addNumber({ outboundAgentVersionId: versions[0] });
    await board.addNumber({ outboundAgentVersionId: versions[2] });
    const latest = await board.addNumber({ outboundAgentVersionId: versions[1] });
    expect(await given({ agent_id: id })).toBe(latest);
    expect(await given({ agent_version_id: versions[2] })).not.toBe(latest);
  });

  it("of the version's agent when only the version is named and no number holds it", async () => {
    const { versions } = await board.addAgent({ published: 2 });
    await board.addNumber();
    const latest = await board.addNumber({ outboundAgentVersionId: versions[1] });
    expect(await given({ agent_version_id: versions[0] })).toBe(latest);
  });

  it("of the named agent, when the version is another agent's", async () => {
    const [one, other] = [await board.addAgent(), await board.addAgent()];
    await board.addNumber({ outboundAgentVersionId: other.versions[0] });
    const own = await board.addNumber({ outboundAgentVersionId: one.versions[0] });
    expect(await given({ agent_id: one.id, agent_version_id: other.versions[0] })).toBe(own);
  });

  it("with an empty outbound side before one that is shared; one that another agent keeps is never given out", async () => {
    const { versions } = await board.addAgent();
    await board.addNumber({ outboundAgentVersionId: versions[0] });
    expect(await given()).toBe("no_outbound_number");
    const shared = await board.addNumber({ outboundAgentVersionId: versions[0], outboundShareable: true });
    expect(await given()).toBe(shared);
    const free = await board.addNumber();
    expect(await given()).toBe(free);
  });

  it("that is the oldest of several, over all trunks", async () => {
    const second = await createTrunk(board.organization.id, { dialsOut: true });
    const oldest = await board.addNumber({ trunkId: second.id });
    await board.addNumber();
    await board.addNumber({ trunkId: second.id });
    expect([await given(), await given(), await given()]).toEqual([oldest, oldest, oldest]);
  });
});

describe("passed over", () => {
  it.each(["releasing", "lost_at_carrier"] as const)("is a number that is %s", async (status) => {
    const { versions, id } = await board.addAgent();
    const gone = await board.addNumber({ status, outboundAgentVersionId: versions[0] });
    await board.addNumber({ status, outboundShareable: true });
    await board.addNumber({ status });
    const wanted = { agent_number: gone, agent_version_id: versions[0], agent_id: id };
    expect(await given(wanted)).toBe("no_outbound_number");
  });

  it("is a trunk that cannot dial out", async () => {
    const { id: trunkId } = await createTrunk(board.organization.id);
    const { versions, id } = await board.addAgent();
    const agent_number = await board.addNumber({ trunkId, outboundAgentVersionId: versions[0] });
    await board.addNumber({ trunkId, outboundShareable: true });
    expect(await given({ agent_number, agent_version_id: versions[0], agent_id: id })).toBe("no_outbound_number");
    const dials = await board.addNumber();
    expect(await given({ agent_number, agent_version_id: versions[0], agent_id: id })).toBe(dials);
  });

  it("is no managed trunk", async () => {
    const { phoneNumber } = await boughtNumber(board.organization);
    expect(await given()).toBe(phoneNumber);
  });
});
