import { Prisma } from "@/lib/generated/prisma/client";
import { type Context, requireScope } from "@/lib/identity/actor";
import { readAgents } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { AppError } from "@/lib/platform/errors";
import type { InboundAgent, InboundAgentQuery } from "./schemas";
import { type InboundAgentRow, serializeInboundAgent } from "./serialize-inbound-agent";

/**
 * Runs on every inbound call, so it uses one prepared statement along unique indexes. Throws `forbidden`, or
 * `not_found` when the number is unknown or out of service, has no inbound agent, or its agent is inactive.
 */
export async function getInboundAgent(ctx: Context, { phone_number }: InboundAgentQuery): Promise<InboundAgent> {
  requireScope(ctx, readAgents);
  const {
    rows: [row],
  } = await tenant(ctx).sql<InboundAgentRow>(
    Prisma.sql`
      SELECT agent.id AS "agentId", agent.name, version.id AS "agentVersionId", version.version, version.config
      FROM phone_number number
      JOIN agent_version version
        ON version.organization_id = number.organization_id AND version.id = number.inbound_agent_version_id
      JOIN agent ON agent.organization_id = version.organization_id AND agent.id = version.agent_id
      WHERE number.organization_id = ${ctx.organizationId}::uuid
        AND number.phone_number = ANY(${phone_number}::text[])
        AND number.status = 'active' AND agent.active
      ORDER BY array_position(${phone_number}::text[], number.phone_number) LIMIT 1`,
    { name: "inbound_agent" },
  );
  if (!row) throw new AppError("not_found", "No agent answers this number.");
  return serializeInboundAgent(row);
}
