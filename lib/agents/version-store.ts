import type { Context } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { AgentVersion } from "@/lib/generated/prisma/client";
import type { VersionReference } from "./schemas";

export type VersionOf = { agentId: string; version: VersionReference };

/** `latest` is the highest number, published or not. Throws `not_found`. */
export async function readVersion(tx: Tx, { organizationId }: Context, { agentId, version }: VersionOf) {
  const row = await tx.agentVersion.findFirst({
    where: { organizationId, agentId, ...(version !== "latest" && { version }) },
    orderBy: { version: "desc" },
  });
  if (!row) throw notFound(version === "latest" ? "A version of this agent" : `Version ${version} of this agent`);
  return row;
}

/** The version as it stays until the transaction ends. Throws `not_found`. */
export async function lockVersion(tx: Tx, ctx: Context, reference: VersionOf): Promise<AgentVersion> {
  const { id, agentId, version } = await readVersion(tx, ctx, reference);
  await tx.$queryRaw`
    SELECT 1 FROM agent_version
    WHERE organization_id = ${ctx.organizationId}::uuid AND id = ${id}::uuid FOR NO KEY UPDATE`;
  return readVersion(tx, ctx, { agentId, version });
}
