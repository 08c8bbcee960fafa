import { type Context, hasScope, requireScope } from "@/lib/identity/actor";
import { manageAgents, readAgents } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { notFound } from "@/lib/platform/errors";
import { addDraft, emptyContents } from "./add-draft";
import { lockAgent, readAgent } from "./agent-store";
import type { AgentVersionRecord } from "./schemas";
import { serializeAgentVersion } from "./serialize-agent-version";
import { findDraft, findNewestVersion, readVersion, type VersionOf } from "./version-store";

/**
 * Returns one version. `latest` is the draft, created as a copy of the newest version if missing and the caller may do
 * so; for a read-only caller, it is the newest version. Throws `forbidden`, `not_found`, also for another
 * organization's agent, `action_not_possible` past a cap.
 * @param beforeWriting throws when the request must change nothing
 */
export async function getAgentVersion(
  ctx: Context,
  { agentId, version }: VersionOf,
  beforeWriting: () => void,
): Promise<AgentVersionRecord> {
  requireScope(ctx, readAgents);
  if (version === "latest") return getLatestVersion(ctx, agentId, beforeWriting);
  return serializeAgentVersion(await tenant(ctx).read((tx) => readVersion(tx, ctx, { agentId, version })));
}

async function getLatestVersion(ctx: Context, agentId: string, beforeWriting: () => void): Promise<AgentVersionRecord> {
  const canManage = hasScope(ctx, manageAgents);
  const found = await tenant(ctx).read(async (tx) => {
    await readAgent(tx, ctx, agentId);
    return canManage ? findDraft(tx, ctx, agentId) : findNewestVersion(tx, ctx, agentId);
  });
  if (found) return serializeAgentVersion(found);
  if (!canManage) throw notFound("A version of this agent");
  beforeWriting();
  return tenant(ctx).transaction(async (tx) => {
    await lockAgent(tx, ctx, agentId);
    // A concurrent request may have created it first.
    const draft = await findDraft(tx, ctx, agentId);
    const contents = draft ?? (await findNewestVersion(tx, ctx, agentId)) ?? emptyContents;
    return serializeAgentVersion(draft ?? (await addDraft(tx, ctx, agentId, contents)));
  });
}
