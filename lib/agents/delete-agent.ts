import { type Context, requireScope } from "@/lib/identity/actor";
import { manageAgents } from "@/lib/identity/permissions";
import type { Tx } from "@/lib/platform/db/db";
import { tenant } from "@/lib/platform/db/tenant";
import { AppError } from "@/lib/platform/errors";
import { agentState, auditAgent } from "./agent-audit";
import { lockAgent } from "./agent-store";

const NAMED_IN_DETAIL = 5;
const NAMED_AT_ALL = 100;

/** Deletes the agent and its versions. Throws `forbidden`, `not_found`, or `agent_in_use` while a number uses it. */
export async function deleteAgent(ctx: Context, agentId: string): Promise<void> {
  requireScope(ctx, manageAgents);
  const { organizationId } = ctx;
  await tenant(ctx).transaction(async (tx) => {
    const agent = await lockAgent(tx, ctx, agentId);
    await refuseInUse(tx, organizationId, agentId);
    await tx.agentVersion.deleteMany({ where: { organizationId, agentId } });
    await tx.agent.delete({ where: { organizationId_id: { organizationId, id: agentId } } });
    await auditAgent(tx, ctx, { action: "agent.deleted", agentId, before: agentState(agent) });
  });
}

async function refuseInUse(tx: Tx, organizationId: string, agentId: string): Promise<void> {
  const ofAgent = { agentId };
  const where = { organizationId, OR: [{ inboundAgentVersion: ofAgent }, { outboundAgentVersion: ofAgent }] };
  const orderBy = { phoneNumber: "asc" } as const;
  const rows = await tx.phoneNumber.findMany({ where, orderBy, take: NAMED_AT_ALL, select: { phoneNumber: true } });
  if (rows.length === 0) return;
  const numbers = rows.map(({ phoneNumber }) => phoneNumber);
  const count = rows.length < NAMED_AT_ALL ? rows.length : await tx.phoneNumber.count({ where });
  const detail = `This agent is assigned to ${listed(numbers, count)}. Unassign it first.`;
  throw new AppError("agent_in_use", detail, { members: { phone_numbers: numbers, phone_number_count: count } });
}

function listed(numbers: string[], count: number): string {
  const named = numbers.slice(0, NAMED_IN_DETAIL);
  const others = count - named.length;
  if (others === 0) return named.join(", ");
  return `${named.join(", ")} and ${others} more`;
}
