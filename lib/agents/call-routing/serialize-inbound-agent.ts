import type { JsonObject } from "@/lib/platform/json-object";
import type { InboundAgent } from "./schemas";

export type InboundAgentRow = {
  agentId: string;
  name: string;
  agentVersionId: string;
  version: number;
  config: JsonObject;
};

export function serializeInboundAgent(row: InboundAgentRow): InboundAgent {
  return {
    agent_id: row.agentId,
    name: row.name,
    agent_version_id: row.agentVersionId,
    version: row.version,
    config: row.config,
  };
}
