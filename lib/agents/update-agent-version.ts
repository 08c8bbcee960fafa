import { isDeepStrictEqual } from "node:util";
import { Prisma } from "@/lib/generated/prisma/client";
import { type Context, requireScope } from "@/lib/identity/actor";
import { manageAgents } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { AppError } from "@/lib/platform/errors";
import { requireMatch } from "@/lib/platform/etag";
import { auditAgent, versionState } from "./agent-audit";
import { requireFittingConfig } from "./config-schema";
import { requireConfigRoom } from "./require-config-room";
import type { AgentVersionRecord, UpdateAgentVersionBody } from "./schemas";
import { serializeAgentVersion } from "./serialize-agent-version";
import { lockVersion, type VersionOf } from "./version-store";

/**
 * Throws `forbidden`, `not_found`, `version_published`, `validation_failed` for a configuration that violates the
 * operator's schema, or `precondition_failed` when `ifMatch` names another state.
 */
export async function updateAgentVersion(
  ctx: Context,
  reference: VersionOf,
  body: UpdateAgentVersionBody,
  ifMatch: string | null,
): Promise<AgentVersionRecord> {
  requireScope(ctx, manageAgents);
  requireFittingConfig(body.config);
  return tenant(ctx).transaction(async (tx) => {
    const row = await lockVersion(tx, ctx, reference);
    const before = serializeAgentVersion(row);
    requireMatch(ifMatch, before);
    if (row.published) throw published(row.version);
    if (isDeepStrictEqual({ ...before, ...body }, before)) return before;
    const { config, instruction_builder_inputs: inputs } = body;
    const saved = await tx.agentVersion.update({
      where: { id: row.id, organizationId: ctx.organizationId },
      data: {
        ...(config !== undefined && { config }),
        ...(inputs !== undefined && { instructionBuilderInputs: inputs ?? Prisma.DbNull }),
        updatedAt: new Date(),
      },
    });
    await requireConfigRoom(tx, ctx.organizationId, row.agentId);
    await auditAgent(tx, ctx, {
      action: "agent.version_updated",
      agentId: row.agentId,
      before: versionState(row),
      after: versionState(saved),
    });
    return serializeAgentVersion(saved);
  });
}

function published(version: number): AppError {
  const detail = `Version ${version} is published and can't be edited. Create a new version instead.`;
  return new AppError("version_published", detail);
}
