import { type Context, requireScope } from "@/lib/auth/actor";
import { inOrganization } from "@/lib/db";
import { agentState, auditAgent } from "./agent-audit";
import { requireAgentRoom } from "./require-agent-room";
import type { AgentBody, AgentRecord } from "./schemas";
import { manageAgents } from "./scopes";
import { serializeAgent } from "./serialize-agent";

/** An agent without versions yet. Throws `forbidden`. */
export async function createAgent(ctx: Context, body: AgentBody): Promise<AgentRecord> {
  requireScope(ctx, manageAgents);
  return inOrganization(ctx, async (tx) => {
    await requireAgentRoom(tx, ctx);
    const agent = await tx.agent.create({ data: { ...body, organizationId: ctx.organizationId } });
    await auditAgent(tx, ctx, { action: "agent.created", agentId: agent.id, after: agentState(agent) });
    return serializeAgent(agent, { latest: null, latestPublished: null });
  });
}
