import { type Context, requireScope } from "@/lib/auth/actor";
import { readInOrganization } from "@/lib/db";
import { readAgent, readLatestVersions } from "./agent-store";
import type { AgentRecord } from "./schemas";
import { readAgents } from "./scopes";
import { serializeAgent } from "./serialize-agent";

/** Throws `forbidden`, or `not_found` also for another organization's agent. */
export async function getAgent(ctx: Context, agentId: string): Promise<AgentRecord> {
  requireScope(ctx, readAgents);
  return readInOrganization(ctx, async (tx) => {
    const agent = await readAgent(tx, ctx, agentId);
    const versionsOf = await readLatestVersions(tx, ctx, [agentId]);
    return serializeAgent(agent, versionsOf(agentId));
  });
}
