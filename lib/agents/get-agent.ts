import { type Context, requireScope } from "@/lib/identity/actor";
import { readAgents } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { readAgent } from "./agent-store";
import { readAgentDetail } from "./read-agent-detail";
import type { AgentDetail } from "./schemas";

/** Throws `forbidden`, or `not_found`, also for another organization's agent. */
export async function getAgent(ctx: Context, agentId: string): Promise<AgentDetail> {
  requireScope(ctx, readAgents);
  return tenant(ctx).read(async (tx) => readAgentDetail(tx, ctx, await readAgent(tx, ctx, agentId)));
}
