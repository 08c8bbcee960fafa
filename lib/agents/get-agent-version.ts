import { type Context, requireScope } from "@/lib/auth/actor";
import { readInOrganization } from "@/lib/db";
import type { AgentVersionRecord } from "./schemas";
import { readAgents } from "./scopes";
import { serializeAgentVersion } from "./serialize-agent-version";
import { readVersion, type VersionOf } from "./version-store";

/** Throws `forbidden`, or `not_found` also for another organization's agent. */
export async function getAgentVersion(ctx: Context, reference: VersionOf): Promise<AgentVersionRecord> {
  requireScope(ctx, readAgents);
  return serializeAgentVersion(await readInOrganization(ctx, (tx) => readVersion(tx, ctx, reference)));
}
