import { beforeEach, describe, expect, it } from "vitest";
import { system } from "@/lib/platform/db/system";
import { call } from "@/test/support/api";
import { newSwitchboard } from "@/test/support/routed-numbers";
import { GET } from "./route";

let board: Awaited<ReturnType<typeof newSwitchboard>>;
beforeEach(async () => {
  board = await newSwitchboard();
});

const ask = (phoneNumber: string, token = board.organization.apiKey) =>
  call(GET, { token, path: `/core/inbound-agent?${new URLSearchParams({ phone_number: phoneNumber })}` });

async function answeredNumber(columns: Parameters<typeof board.addNumber>[0] = {}) {
  const agent = await board.addAgent({ name: "Front desk", published: 2 });
  const number = await board.addNumber({ inboundAgentVersionId: agent.versions[1], ...columns });
  return { agent, number };
}

describe("GET /core/inbound-agent", () => {
  it("answers the agent, its version and its config", async () => {
    const { agent, number } = await answeredNumber();
    const { status, json } = await ask(number);
    expect(status).toBe(200);
    expect(json).toEqual({
      agent_id: agent.id,
      name: "Front desk",
      agent_version_id: agent.versions[1],
      version: 2,
      config: { greeting: "Hello from Front desk.", voice: "calm", temperature: 0.2 },
    });
    expect((await ask(number.slice(1))).json).toEqual(json);
  });

  it("finds the number as SIP, a dialing plan or a person writes it", async () => {
    const { agent, number } = await answeredNumber();
    const digits = number.slice(1);
    const ways = [
      `sip:${number}@sip.example.com;user=phone`,
      `sip:${digits}@10.0.0.1:5060`,
      `tel:${number}`,
      `00${digits}`,
    ];
    const nanp = number.startsWith("+1")
      ? [digits.slice(1), `011${digits}`, `(${digits.slice(1, 4)}) ${digits.slice(4)}`]
      : [];
    expect(nanp).not.toEqual([]);
    for (const way of [...ways, ...nanp]) {
      const { status, json } = await ask(way);
      expect([status, json.agent_id], way).toEqual([200, agent.id]);
    }
  });

  it("says why something is no number: 422", async () => {
    const { status, json } = await ask("sip:reception@sip.example.com");
    expect([status, json.code]).toEqual([422, "validation_failed"]);
    expect(json.detail).toBe(
      "phone_number: “reception” is not a phone number. Send a phone number such as +14155550123.",
    );
  });

  it("needs agents:read or :manage, since it shows the agent's config", async () => {
    const { number } = await answeredNumber();
    for (const scope of ["agents:read", "agents:manage"] as const) {
      expect((await ask(number, await board.organization.keyWith(scope))).status).toBe(200);
    }
    expect((await ask(number, await board.organization.keyWith("phone_numbers:manage"))).status).toBe(403);
  });

  it("does not know another organization's number", async () => {
    const { number } = await answeredNumber();
    const { organization } = await newSwitchboard();
    expect((await ask(number, organization.apiKey)).status).toBe(404);
  });

  it.each(["releasing", "lost_at_carrier"] as const)("is 404 for a number that is %s", async (status) => {
    const { number } = await answeredNumber({ status });
    expect((await ask(number)).status).toBe(404);
  });

  it("is 404 for an empty inbound side, whatever the outbound side holds", async () => {
    const { versions } = await board.addAgent();
    const { status, json } = await ask(await board.addNumber({ outboundAgentVersionId: versions[0] }));
    expect([status, json.code, json.detail]).toEqual([404, "not_found", "No agent answers this number."]);
  });

  it("is 404 while the agent is not active", async () => {
    const { agent, number } = await answeredNumber();
    const setActive = (active: boolean) =>
      system().transaction((tx) => tx.agent.updateMany({ where: { id: agent.id }, data: { active } }));
    await setActive(false);
    expect((await ask(number)).status).toBe(404);
    await setActive(true);
    expect((await ask(number)).status).toBe(200);
  });

  it("asks for the number by name", async () => {
    const { status, json } = await call(GET, { token: board.organization.apiKey, path: "/core/inbound-agent" });
    expect([status, json.errors[0].path]).toEqual([422, "phone_number"]);
  });
});
