"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { agentQuery } from "@/components/agents/agent-search";
import { useOrganization } from "@/components/organizations/organization-context";
import { Skeleton } from "@/components/ui/skeleton";

const width = "w-[150px] max-md:flex-1";

/** Loaded lazily, because few users open it. */
const AgentPicker = dynamic(() => import("@/components/agents/agent-picker").then((module) => module.AgentPicker), {
  ssr: false,
  loading: () => <Skeleton className={`h-9 rounded-control ${width}`} />,
});

type AgentFilterProps = { agentId: string | null; onChoose: (agentId: string | null) => void };

export function AgentFilter({ agentId, onChoose }: AgentFilterProps) {
  const { id: organizationId } = useOrganization();
  const { data } = useQuery({ ...agentQuery(organizationId, agentId ?? ""), enabled: agentId !== null });
  const name = (data?.id === agentId && data?.name) || "Selected agent";
  return (
    <AgentPicker
      label="Filter by agent"
      chosen={agentId === null ? null : { id: agentId, name }}
      none={{ word: "Any agent", choosable: true }}
      onChoose={(agent) => onChoose(agent?.id ?? null)}
      className={width}
    />
  );
}
