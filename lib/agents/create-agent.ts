import { type Context, requireScope } from "@/lib/identity/actor";
import { manageAgents } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { agentState, auditAgent } from "./agent-audit";
import { columnsOf } from "./agent-store";
import { readAgentDetail } from "./read-agent-detail";
import { requireAgentRoom } from "./require-agent-room";
import type { AgentBody, AgentDetail } from "./schemas";

/** Creates an agent without versions. Throws `forbidden`. */
export async function createAgent(ctx: Context, body: AgentBody): Promise<AgentDetail> {
  requireScope(ctx, manageAgents);
  return tenant(ctx).transaction(async (tx) => {
    await requireAgentRoom(tx, ctx);
    const agent = await tx.agent.create({ data: { ...columnsOf(body), organizationId: ctx.organizationId } });
    await auditAgent(tx, ctx, { action: "agent.created", agentId: agent.id, after: agentState(agent) });
    return readAgentDetail(tx, ctx, agent);
  });
}
