import { isDeepStrictEqual } from "node:util";
import type { Agent } from "@/lib/generated/prisma/client";
import { type Context, requireScope } from "@/lib/identity/actor";
import { manageAgents } from "@/lib/identity/permissions";
import type { Tx } from "@/lib/platform/db/db";
import { tenant } from "@/lib/platform/db/tenant";
import { AppError } from "@/lib/platform/errors";
import { requireMatch } from "@/lib/platform/etag";
import { agentState, auditAgent } from "./agent-audit";
import { columnsOf, lockAgent } from "./agent-store";
import { readAgentDetail } from "./read-agent-detail";
import { requireAgentRoom } from "./require-agent-room";
import type { AgentBody, AgentDetail } from "./schemas";

type Put = { agentId: string; body: AgentBody; ifMatch: string | null };

/**
 * Replaces the agent, or registers an externally managed one under its own id. Ids are scoped to the organization, so
 * they neither collide with nor reveal other organizations' ids. The same values again change nothing.
 * Throws `forbidden`, or `precondition_failed` when `ifMatch` names another state or the agent does not exist.
 */
export async function putAgent(ctx: Context, put: Put): Promise<{ agent: AgentDetail; created: boolean }> {
  requireScope(ctx, manageAgents);
  return tenant(ctx).transaction(async (tx) => {
    const registered = put.ifMatch === null ? await register(tx, ctx, put) : undefined;
    return { agent: registered ?? (await replace(tx, ctx, put)), created: registered !== undefined };
  });
}

/** Returns undefined when the agent exists, also when a concurrent request just registered it. */
async function register(tx: Tx, ctx: Context, { agentId: id, body }: Put): Promise<AgentDetail | undefined> {
  const { organizationId } = ctx;
  const known = await tx.agent.count({ where: { organizationId, id } });
  if (known > 0) return undefined;
  await requireAgentRoom(tx, ctx);
  const data = { ...columnsOf(body), id, organizationId };
  const [agent] = await tx.agent.createManyAndReturn({ data, skipDuplicates: true });
  if (!agent) return undefined;
  await auditAgent(tx, ctx, { action: "agent.created", agentId: id, after: agentState(agent) });
  return readAgentDetail(tx, ctx, agent);
}

async function replace(tx: Tx, ctx: Context, { agentId, body, ifMatch }: Put): Promise<AgentDetail> {
  const before = await lockAgent(tx, ctx, agentId).catch((error: unknown) => {
    throw error instanceof AppError && error.code === "not_found" ? noLongerThere() : error;
  });
  const shown = await readAgentDetail(tx, ctx, before);
  requireMatch(ifMatch, shown);
  const after: Agent = { ...before, ...columnsOf(body) };
  if (isDeepStrictEqual(agentState(after), agentState(before))) return shown;
  const where = { organizationId_id: { organizationId: ctx.organizationId, id: agentId } };
  const saved = await tx.agent.update({ where, data: { ...columnsOf(body), updatedAt: new Date() } });
  const change = { before: agentState(before), after: agentState(saved) };
  await auditAgent(tx, ctx, { action: "agent.updated", agentId, ...change });
  return readAgentDetail(tx, ctx, saved);
}

const noLongerThere = () =>
  new AppError("precondition_failed", "This agent doesn't exist. Omit If-Match to create it.");
