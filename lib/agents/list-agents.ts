import { type Context, requireScope } from "@/lib/identity/actor";
import { readAgents } from "@/lib/identity/permissions";
import type { ReadClient } from "@/lib/platform/db/db";
import { tenant } from "@/lib/platform/db/tenant";
import type { JsonObject } from "@/lib/platform/json-object";
import { listConditions, newestFirst, pageFrom } from "@/lib/platform/pagination";
import { readLatestVersions } from "./agent-store";
import type { AgentPage, ListAgentsQuery } from "./schemas";
import { serializeAgent } from "./serialize-agent";

/** Newest first. Throws `forbidden`, or `validation_failed` for a foreign cursor. */
export async function listAgents(ctx: Context, query: ListAgentsQuery): Promise<AgentPage> {
  requireScope(ctx, readAgents);
  const where = {
    organizationId: ctx.organizationId,
    active: query.active,
    isDemo: query.is_demo,
    AND: [listConditions(query), ...(query.name ? [nameContains(query.name)] : [])],
  };
  return tenant(ctx).read(async (tx) => {
    const id = query.metadata && { in: await idsWithMetadata(tx, ctx, query.metadata) };
    const rows = await tx.agent.findMany({ where: { ...where, id }, orderBy: newestFirst, take: query.limit + 1 });
    const ids = rows.slice(0, query.limit).map(({ id }) => id);
    const versionsOf = await readLatestVersions(tx, ctx, ids);
    return pageFrom(rows, query.limit, (row) => serializeAgent(row, versionsOf(row.id)));
  });
}

/**
 * Uses PostgreSQL's containment operator, which Prisma offers for arrays only. Scans the organization's agents, whose
 * number is capped: containment is not leakproof, so row-level security prevents an index.
 */
async function idsWithMetadata(tx: ReadClient, { organizationId }: Context, metadata: JsonObject): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM agent
    WHERE organization_id = ${organizationId}::uuid AND metadata @> ${JSON.stringify(metadata)}::jsonb`;
  return rows.map(({ id }) => id);
}

/** Escapes LIKE's wildcards `_` and `%`. */
function nameContains(text: string) {
  return { name: { contains: text.replaceAll(/[\\%_]/g, "\\$&"), mode: "insensitive" as const } };
}
