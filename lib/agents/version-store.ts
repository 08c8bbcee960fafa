import type { AgentVersion } from "@/lib/generated/prisma/client";
import type { Context } from "@/lib/identity/actor";
import type { ReadClient, Tx } from "@/lib/platform/db/db";
import { notFound } from "@/lib/platform/errors";
import type { VersionReference } from "./schemas";

export type VersionOf = { agentId: string; version: VersionReference };

/** For lists, because a version's contents may be large. */
export const withoutContents = { config: true, instructionBuilderInputs: true } as const;

/** `latest` is the newest draft or, without one, the newest version. Throws `not_found`. */
export async function readVersion(tx: ReadClient, { organizationId }: Context, { agentId, version }: VersionOf) {
  const row = await tx.agentVersion.findFirst({
    where: { organizationId, agentId, ...(version !== "latest" && { version }) },
    orderBy: [{ published: "asc" }, { version: "desc" }],
  });
  if (!row) throw notFound(version === "latest" ? "A version of this agent" : `Version ${version} of this agent`);
  return row;
}

export function findNewestVersion(
  tx: ReadClient,
  { organizationId }: Context,
  agentId: string,
): Promise<AgentVersion | null> {
  return tx.agentVersion.findFirst({ where: { organizationId, agentId }, orderBy: { version: "desc" } });
}

export function findDraft(tx: ReadClient, { organizationId }: Context, agentId: string): Promise<AgentVersion | null> {
  const where = { organizationId, agentId, published: false };
  return tx.agentVersion.findFirst({ where, orderBy: { version: "desc" } });
}

/** Locks the version until the transaction ends. Throws `not_found`. */
export async function lockVersion(tx: Tx, ctx: Context, reference: VersionOf): Promise<AgentVersion> {
  const { id, agentId, version } = await readVersion(tx, ctx, reference);
  await tx.$queryRaw`
    SELECT 1 FROM agent_version
    WHERE organization_id = ${ctx.organizationId}::uuid AND id = ${id}::uuid FOR NO KEY UPDATE`;
  return readVersion(tx, ctx, { agentId, version });
}
