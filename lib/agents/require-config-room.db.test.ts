import { describe, expect, it } from "vitest";
import { PUT } from "@/app/api/core/agents/[agentId]/versions/[version]/route";
import { POST } from "@/app/api/core/agents/[agentId]/versions/route";
import { MAX_AGENT_CONFIG_BYTES } from "@/lib/identity/organizations/caps";
import { system } from "@/lib/platform/db/system";
import { createAgent } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { asOwner } from "@/test/support/as-owner";
import { newOrganization } from "@/test/support/organization";

const OF_ONE = Math.floor(MAX_AGENT_CONFIG_BYTES / 50);
const sentence =
  "The versions of an agent hold at most 10 MiB together. Make this one smaller, or create another agent.";

/** An agent whose versions 2 to 50 leave room for one more of their size, which version 1 has taken a little of. */
async function nearlyFullAgent() {
  const organization = await newOrganization();
  const agent = await createAgent(organization.id, { published: 0, draft: true });
  await asOwner(`
    SET ROLE trunkline_system;
    INSERT INTO agent_version (id, organization_id, agent_id, version, config)
    SELECT gen_random_uuid(), '${organization.id}', '${agent.id}', n,
           json_build_object('text', repeat('x', ${OF_ONE - 13}))
    FROM generate_series(2, 50) n`);
  return { organization, agentId: agent.id };
}

const config = (bytes: number) => ({ text: "x".repeat(bytes) });

describe("the versions of one agent", () => {
  it("are at most 10 MiB together: no other is created, and none grows past it", async () => {
    const { organization, agentId } = await nearlyFullAgent();
    const token = organization.apiKey;
    const create = (body: unknown) => call(POST, { token, params: { agentId }, body });
    const put = (body: unknown) => call(PUT, { method: "PUT", token, params: { agentId, version: "1" }, body });

    const created = await create({ config: config(OF_ONE) });
    expect([created.status, created.json.code, created.json.detail]).toEqual([409, "action_not_possible", sentence]);
    const grown = await put({ config: config(OF_ONE + 1) });
    expect([grown.status, grown.json.detail]).toEqual([409, sentence]);
    expect((await put({ config: config(OF_ONE - 100) })).status).toBe(200);

    expect(await system().transaction((tx) => tx.agentVersion.count({ where: { agentId } }))).toBe(50);
  });
});
