import { describe, expect, it } from "vitest";
import { system } from "@/lib/platform/db/system";
import { createAgent } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { newOrganization } from "@/test/support/organization";
import { POST } from "./route";

const compare = (token: string, agentId: string, body: unknown) => call(POST, { token, params: { agentId }, body });

/** With a change of its configuration from the first version to the second. */
async function changedAgent(organizationId: string) {
  const agent = await createAgent(organizationId, { published: 2 });
  const [second] = agent.versions;
  const data = {
    config: { greeting: "Good morning.", prompt: "Be kind.\nAsk first." },
    instructionBuilderInputs: { tone: "calm" },
  };
  await system().transaction((tx) => tx.agentVersion.update({ where: { id: second?.id ?? "" }, data }));
  return agent;
}

describe("POST /core/agents/{id}/versions/compare", () => {
  it("tells what differs, as plain text, to agents:read and :manage", async () => {
    const organization = await newOrganization();
    const { id } = await changedAgent(organization.id);
    for (const scope of ["agents:read", "agents:manage"] as const) {
      const body = { from_version: 1, to_version: 2 };
      const { status, response, headers } = await compare(await organization.keyWith(scope), id, body);
      expect([status, headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
      expect(await response.text()).toBe(
        [
          "--- version 1",
          "+++ version 2",
          "@@ -1,8 +1,11 @@",
          " {",
          '   "config": {',
          '-    "greeting": "Hello from Front desk."',
          '-    "voice": "calm"',
          '-    "temperature": 0.2',
          '+    "greeting": "Good morning."',
          '+    "prompt": |',
          "+      Be kind.",
          "+      Ask first.",
          "   }",
          '-  "instruction_builder_inputs": null',
          '+  "instruction_builder_inputs": {',
          '+    "tone": "calm"',
          "+  }",
          " }",
          "",
        ].join("\n"),
      );
    }
  });

  it("tells that nothing differs by no more than the two names", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 2 });
    const { response } = await compare(organization.apiKey, id, { from_version: 2, to_version: 1 });
    expect(await response.text()).toBe("--- version 2\n+++ version 1\n");
  });

  it("with a version that is not there is 404 naming it", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id);
    const { status, json } = await compare(organization.apiKey, id, { from_version: 1, to_version: 7 });
    expect([status, json.detail]).toEqual([404, "Version 7 of this agent was not found."]);
  });

  it.each([
    [{ from_version: 1 }, "to_version"],
    [{ from_version: "1", to_version: 2 }, "from_version"],
    [{ from_version: 1, to_version: 0 }, "to_version"],
    [{ from_version: 1, to_version: 2, format: "html" }, "format"],
  ])("refuses %j: 422 naming the member", async (body, member) => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id);
    const { status, json } = await compare(organization.apiKey, id, body);
    expect([status, json.errors[0].path]).toEqual([422, member]);
  });

  it("needs agents:read or :manage", async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 2 });
    const key = await organization.keyWith("phone_numbers:manage");
    expect((await compare(key, id, { from_version: 1, to_version: 2 })).status).toBe(403);
  });

  it("of another organization's agent is 404", async () => {
    const [owner, stranger] = [await newOrganization(), await newOrganization()];
    const { id } = await createAgent(owner.id, { published: 2 });
    expect((await compare(stranger.apiKey, id, { from_version: 1, to_version: 2 })).status).toBe(404);
  });
});
