import type { AgentRecord } from "@/lib/agents/schemas";
import type { Target } from "./changes";

/** The default version: the latest published one or, without one, the latest draft. */
export function newestTarget(agent: AgentRecord): Target | null {
  const { id: agentId, name, latest_published_version: published, latest_version: latest } = agent;
  if (published !== null) return { agentId, name, version: published, published: true };
  return latest === null ? null : { agentId, name, version: latest, published: false };
}
