import { type Context, requireScope } from "@/lib/auth/actor";
import { readInOrganization } from "@/lib/db";
import { listConditions, newestFirst, pageFrom } from "@/lib/http/pagination";
import { readLatestVersions } from "./agent-store";
import type { AgentPage, ListAgentsQuery } from "./schemas";
import { readAgents } from "./scopes";
import { serializeAgent } from "./serialize-agent";

/** One page of the organization's agents, newest first. Throws `forbidden`, or `validation_failed` for a foreign cursor. */
export async function listAgents(ctx: Context, query: ListAgentsQuery): Promise<AgentPage> {
  requireScope(ctx, readAgents);
  const where = {
    organizationId: ctx.organizationId,
    active: query.active,
    AND: [listConditions(query), ...(query.name ? [nameContains(query.name)] : [])],
  };
  return readInOrganization(ctx, async (tx) => {
    const rows = await tx.agent.findMany({ where, orderBy: newestFirst, take: query.limit + 1 });
    const ids = rows.slice(0, query.limit).map(({ id }) => id);
    const versionsOf = await readLatestVersions(tx, ctx, ids);
    return pageFrom(rows, query.limit, (row) => serializeAgent(row, versionsOf(row.id)));
  });
}

/** To LIKE, `_` and `%` are any character and any text; here they are themselves. */
function nameContains(text: string) {
  return { name: { contains: text.replaceAll(/[\\%_]/g, "\\$&"), mode: "insensitive" as const } };
}
