import { type AgentVersion, Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "@/lib/identity/actor";
import { requireRoom } from "@/lib/identity/organizations/caps";
import type { Tx } from "@/lib/platform/db/db";
import { auditAgent, versionState } from "./agent-audit";
import { readLatestVersions } from "./agent-store";
import { requireConfigRoom } from "./require-config-room";

export type VersionContents = Pick<AgentVersion, "config" | "instructionBuilderInputs">;

export const emptyContents: VersionContents = { config: {}, instructionBuilderInputs: null };

/** Adds a draft under the next version number. The caller holds the agent's lock. Throws `action_not_possible`. */
export async function addDraft(
  tx: Tx,
  ctx: Context,
  agentId: string,
  { config, instructionBuilderInputs }: VersionContents,
): Promise<AgentVersion> {
  const { organizationId } = ctx;
  const count = () => tx.agentVersion.count({ where: { organizationId, agentId } });
  await requireRoom(tx, "agent_versions", { ownerId: agentId, organizationId, count });
  const { latest } = (await readLatestVersions(tx, ctx, [agentId]))(agentId);
  const version = await tx.agentVersion.create({
    data: {
      organizationId,
      agentId,
      version: (latest ?? 0) + 1,
      config: config ?? {},
      instructionBuilderInputs: instructionBuilderInputs ?? Prisma.DbNull,
    },
  });
  await requireConfigRoom(tx, organizationId, agentId);
  await auditAgent(tx, ctx, { action: "agent.version_created", agentId, after: versionState(version) });
  return version;
}
