import type { Agent } from "@/lib/generated/prisma/client";
import type { Context } from "@/lib/identity/actor";
import type { ReadClient, Tx } from "@/lib/platform/db/db";
import { notFound } from "@/lib/platform/errors";
import type { AgentBody } from "./schemas";
import type { LatestVersions } from "./serialize-agent";

export const columnsOf = ({ is_demo: isDemo, ...body }: AgentBody) => ({ ...body, isDemo });

/** Throws `not_found`, also for another organization's agent. */
export async function readAgent(tx: ReadClient, { organizationId }: Context, id: string): Promise<Agent> {
  const agent = await tx.agent.findUnique({ where: { organizationId_id: { organizationId, id } } });
  if (!agent) throw notFound("The agent");
  return agent;
}

/** Locks the agent until the transaction ends; rows that reference it may still be written. Throws `not_found`. */
export async function lockAgent(tx: Tx, ctx: Context, id: string): Promise<Agent> {
  await tx.$queryRaw`
    SELECT 1 FROM agent
    WHERE organization_id = ${ctx.organizationId}::uuid AND id = ${id}::uuid FOR NO KEY UPDATE`;
  return readAgent(tx, ctx, id);
}

/** Prevents changes and deletion until the transaction ends, and allows concurrent holders. */
export async function holdAgent(tx: Tx, ctx: Context, id: string): Promise<Agent> {
  await tx.$queryRaw`
    SELECT 1 FROM agent WHERE organization_id = ${ctx.organizationId}::uuid AND id = ${id}::uuid FOR SHARE`;
  return readAgent(tx, ctx, id);
}

export async function readLatestVersions(
  tx: ReadClient,
  { organizationId }: Context,
  agentIds: string[],
): Promise<(agentId: string) => LatestVersions> {
  const groups = await tx.agentVersion.groupBy({
    by: ["agentId", "published"],
    where: { organizationId, agentId: { in: agentIds } },
    _max: { version: true },
  });
  return (agentId) => {
    const own = groups.filter((group) => group.agentId === agentId);
    const published = own.find((group) => group.published)?._max.version ?? null;
    const draft = own.find((group) => !group.published)?._max.version ?? null;
    return { latest: highest(published, draft), latestPublished: published };
  };
}

function highest(one: number | null, other: number | null): number | null {
  return one === null && other === null ? null : Math.max(one ?? 0, other ?? 0);
}
