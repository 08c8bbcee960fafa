import type { Agent, AgentVersion, Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "@/lib/identity/actor";
import type { AuditEvent } from "@/lib/identity/audit/audit-event";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import type { Tx } from "@/lib/platform/db/db";

type Change = {
  action: Extract<AuditEvent["action"], `agent.${string}`>;
  agentId: string;
  before?: Prisma.InputJsonObject;
  after?: Prisma.InputJsonObject;
};

export function auditAgent(tx: Tx, ctx: Context, { agentId, ...change }: Change): Promise<void> {
  return recordAuditEvent(tx, ctx, { targetId: agentId, ...change });
}

export const agentState = ({ name, description, active, isDemo, metadata }: Agent): Prisma.InputJsonObject => ({
  name,
  description,
  active,
  is_demo: isDemo,
  metadata: metadata as Prisma.InputJsonObject,
});

/** Omits the configuration: a published one is kept unchanged as long as its agent. */
export const versionState = ({ version, published }: AgentVersion): Prisma.InputJsonObject => ({ version, published });
