import { type Context, requireScope } from "@/lib/auth/actor";
import { inOrganization } from "@/lib/db";
import { requireRoom } from "@/lib/organizations/caps";
import { auditAgent, versionState } from "./agent-audit";
import { lockAgent, readLatestVersions } from "./agent-store";
import { requireConfigRoom } from "./require-config-room";
import type { AgentVersionBody, AgentVersionRecord } from "./schemas";
import { manageAgents } from "./scopes";
import { serializeAgentVersion } from "./serialize-agent-version";

/** A draft under the next number; of two at once, one waits for the other's. Throws `forbidden`, `not_found`. */
export async function createAgentVersion(
  ctx: Context,
  agentId: string,
  { config }: AgentVersionBody,
): Promise<AgentVersionRecord> {
  requireScope(ctx, manageAgents);
  const { organizationId } = ctx;
  return inOrganization(ctx, async (tx) => {
    await lockAgent(tx, ctx, agentId);
    const count = () => tx.agentVersion.count({ where: { organizationId, agentId } });
    await requireRoom(tx, "agent_versions", { ownerId: agentId, organizationId, count });
    const { latest } = (await readLatestVersions(tx, ctx, [agentId]))(agentId);
    const data = { organizationId, agentId, config, version: (latest ?? 0) + 1 };
    const version = await tx.agentVersion.create({ data });
    await requireConfigRoom(tx, organizationId, agentId);
    await auditAgent(tx, ctx, { action: "agent.version_created", agentId, after: versionState(version) });
    return serializeAgentVersion(version);
  });
}
