import type { Agent } from "@/lib/generated/prisma/client";
import type { JsonObject } from "@/lib/platform/json-object";
import type { AgentRecord } from "./schemas";

/** Null when the agent has no such version. */
export type LatestVersions = { latest: number | null; latestPublished: number | null };

export function serializeAgent(row: Agent, { latest, latestPublished }: LatestVersions): AgentRecord {
  return {
    id: row.id,
    agent_id: row.id,
    name: row.name,
    description: row.description,
    active: row.active,
    is_demo: row.isDemo,
    metadata: row.metadata as JsonObject,
    latest_version: latest,
    latest_published_version: latestPublished,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
