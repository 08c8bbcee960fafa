import { type Context, requireScope } from "@/lib/auth/actor";
import { readInOrganization } from "@/lib/db";
import { listConditions, newestFirst, pageFrom } from "@/lib/http/pagination";
import { readAgent } from "./agent-store";
import type { AgentVersionPage, ListAgentVersionsQuery } from "./schemas";
import { readAgents } from "./scopes";
import { serializeAgentVersionItem } from "./serialize-agent-version";

/**
 * One page of an agent's versions, newest first. Throws `forbidden`, `not_found`, or `validation_failed` for a foreign
 * cursor.
 */
export async function listAgentVersions(
  ctx: Context,
  agentId: string,
  query: ListAgentVersionsQuery,
): Promise<AgentVersionPage> {
  requireScope(ctx, readAgents);
  const { organizationId } = ctx;
  const where = { organizationId, agentId, published: query.published, AND: [listConditions(query)] };
  return readInOrganization(ctx, async (tx) => {
    await readAgent(tx, ctx, agentId);
    const omit = { config: query.config === false };
    const rows = await tx.agentVersion.findMany({ where, omit, orderBy: newestFirst, take: query.limit + 1 });
    return pageFrom(rows, query.limit, serializeAgentVersionItem);
  });
}
