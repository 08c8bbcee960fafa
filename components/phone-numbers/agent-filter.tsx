"use client";

import { useQuery } from "@tanstack/react-query";
import { AgentPicker } from "@/components/agents/agent-picker";
import { agentQuery } from "@/components/agents/agent-search";
import { useOrganization } from "@/components/organizations/organization-context";

type AgentFilterProps = { agentId: string | null; onChoose: (agentId: string | null) => void };

/** Narrows the directory to the numbers of one agent. */
export function AgentFilter({ agentId, onChoose }: AgentFilterProps) {
  const { id: organizationId } = useOrganization();
  const { data } = useQuery({ ...agentQuery(organizationId, agentId ?? ""), enabled: agentId !== null });
  const name = data?.id === agentId ? data?.name : "One agent";
  return (
    <AgentPicker
      label="Numbers of"
      chosen={agentId === null ? null : { id: agentId, name: name ?? "One agent" }}
      none={{ word: "Any agent", choosable: true }}
      onChoose={(agent) => onChoose(agent?.id ?? null)}
      className="w-[150px]"
    />
  );
}
