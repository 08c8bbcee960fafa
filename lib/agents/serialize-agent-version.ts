import type { AgentVersion } from "@/lib/generated/prisma/client";
import type { JsonObject } from "@/lib/platform/json-object";
import type { AgentVersionRecord } from "./schemas";

export type VersionSummary = Omit<AgentVersionRecord, "config" | "instruction_builder_inputs">;
type SummaryRow = Omit<AgentVersion, "config" | "instructionBuilderInputs">;

export function serializeAgentVersion(row: AgentVersion): AgentVersionRecord {
  const { config, instructionBuilderInputs: inputs } = row;
  const contents = { config: config as JsonObject, instruction_builder_inputs: inputs as JsonObject | null };
  return { ...identityOf(row), ...contents, ...timesOf(row) };
}

/** Omits the configuration and builder inputs. */
export function serializeVersionSummary(row: SummaryRow): VersionSummary {
  return { ...identityOf(row), ...timesOf(row) };
}

const identityOf = (row: SummaryRow) => ({
  id: row.id,
  agent_id: row.agentId,
  version: row.version,
  published: row.published,
});

const timesOf = (row: SummaryRow) => ({
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});
