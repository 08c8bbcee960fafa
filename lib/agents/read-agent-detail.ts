import type { Agent } from "@/lib/generated/prisma/client";
import type { Context } from "@/lib/identity/actor";
import type { ReadClient } from "@/lib/platform/db/db";
import { readLatestVersions } from "./agent-store";
import { type AgentDetail, MAX_SHOWN_NUMBERS, MAX_SHOWN_VERSIONS } from "./schemas";
import { serializeAgent } from "./serialize-agent";
import { serializeVersionSummary } from "./serialize-agent-version";
import { withoutContents } from "./version-store";

export async function readAgentDetail(tx: ReadClient, ctx: Context, agent: Agent): Promise<AgentDetail> {
  const { organizationId } = ctx;
  const agentId = agent.id;
  const versionsOf = await readLatestVersions(tx, ctx, [agentId]);
  const versions = await tx.agentVersion.findMany({
    where: { organizationId, agentId },
    omit: withoutContents,
    orderBy: { version: "desc" },
    take: MAX_SHOWN_VERSIONS,
  });
  const ofAgent = { agentId };
  const where = { organizationId, OR: [{ inboundAgentVersion: ofAgent }, { outboundAgentVersion: ofAgent }] };
  const numbers = await tx.phoneNumber.findMany({
    where,
    select: { phoneNumber: true },
    orderBy: { phoneNumber: "asc" },
    take: MAX_SHOWN_NUMBERS,
  });
  const isAll = numbers.length < MAX_SHOWN_NUMBERS;
  return {
    ...serializeAgent(agent, versionsOf(agentId)),
    versions: versions.map(serializeVersionSummary),
    phone_numbers: numbers.map(({ phoneNumber }) => phoneNumber),
    phone_number_count: isAll ? numbers.length : await tx.phoneNumber.count({ where }),
    sip_endpoint: null,
  };
}
