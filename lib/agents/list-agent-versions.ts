import { type Context, requireScope } from "@/lib/identity/actor";
import { readAgents } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { listConditions, newestFirst, pageFrom } from "@/lib/platform/pagination";
import { readAgent } from "./agent-store";
import type { AgentVersionPage, ListAgentVersionsQuery } from "./schemas";
import { serializeAgentVersion, serializeVersionSummary } from "./serialize-agent-version";
import { withoutContents } from "./version-store";

/** Newest first. Throws `forbidden`, `not_found`, or `validation_failed` for a foreign cursor. */
export async function listAgentVersions(
  ctx: Context,
  agentId: string,
  query: ListAgentVersionsQuery,
): Promise<AgentVersionPage> {
  requireScope(ctx, readAgents);
  const { organizationId } = ctx;
  const { version, published } = query;
  const where = { organizationId, agentId, version, published, AND: [listConditions(query)] };
  return tenant(ctx).read(async (tx) => {
    await readAgent(tx, ctx, agentId);
    const page = { where, orderBy: newestFirst, take: query.limit + 1 };
    if (query.config === false) {
      const rows = await tx.agentVersion.findMany({ ...page, omit: withoutContents });
      return pageFrom(rows, query.limit, serializeVersionSummary);
    }
    return pageFrom(await tx.agentVersion.findMany(page), query.limit, serializeAgentVersion);
  });
}
