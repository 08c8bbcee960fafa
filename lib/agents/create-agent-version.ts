import { type Context, requireScope } from "@/lib/identity/actor";
import { manageAgents } from "@/lib/identity/permissions";
import type { Tx } from "@/lib/platform/db/db";
import { tenant } from "@/lib/platform/db/tenant";
import { addDraft, type VersionContents } from "./add-draft";
import { lockAgent } from "./agent-store";
import { requireFittingConfig } from "./config-schema";
import type { AgentVersionRecord, CreateAgentVersionBody } from "./schemas";
import { serializeAgentVersion } from "./serialize-agent-version";
import { readVersion } from "./version-store";

/**
 * Adds a draft from a configuration or as a copy; concurrent calls run one after the other. A copy is validated against
 * the operator's schema when it is published. Throws `forbidden`, `not_found`, `action_not_possible`, or
 * `validation_failed` for a configuration that violates that schema.
 */
export async function createAgentVersion(
  ctx: Context,
  agentId: string,
  body: CreateAgentVersionBody,
): Promise<AgentVersionRecord> {
  requireScope(ctx, manageAgents);
  requireFittingConfig(body.config);
  return tenant(ctx).transaction(async (tx) => {
    await lockAgent(tx, ctx, agentId);
    return serializeAgentVersion(await addDraft(tx, ctx, agentId, await contentsOf(tx, ctx, agentId, body)));
  });
}

async function contentsOf(
  tx: Tx,
  ctx: Context,
  agentId: string,
  { config = {}, base_version: version }: CreateAgentVersionBody,
): Promise<VersionContents> {
  if (version === undefined) return { config, instructionBuilderInputs: null };
  return readVersion(tx, ctx, { agentId, version });
}
