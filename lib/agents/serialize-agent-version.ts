import type { AgentVersion } from "@/lib/generated/prisma/client";
import type { JsonObject } from "./json-object";
import type { AgentVersionRecord } from "./schemas";

type Item = Omit<AgentVersionRecord, "config"> & { config?: JsonObject };

export function serializeAgentVersion(row: AgentVersion): AgentVersionRecord {
  return { ...identityOf(row), config: row.config as JsonObject, ...timesOf(row) };
}

/** As it is in a list, where `config` may have been left out. */
export function serializeAgentVersionItem({
  config,
  ...row
}: Omit<AgentVersion, "config"> & { config?: unknown }): Item {
  return { ...identityOf(row), ...(config !== undefined && { config: config as JsonObject }), ...timesOf(row) };
}

const identityOf = (row: Omit<AgentVersion, "config">) => ({
  id: row.id,
  agent_id: row.agentId,
  version: row.version,
  published: row.published,
});

const timesOf = (row: Omit<AgentVersion, "config">) => ({
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});
