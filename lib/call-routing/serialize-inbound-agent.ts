import type { InboundAgentRow } from "./get-inbound-agent";
import type { InboundAgent } from "./schemas";

export function serializeInboundAgent(row: InboundAgentRow): InboundAgent {
  return {
    agent_id: row.agentId,
    name: row.name,
    agent_version_id: row.agentVersionId,
    version: row.version,
    config: row.config,
  };
}
