import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { AgentPage, AgentRecord, AgentVersionPage } from "@/lib/agents/schemas";
import { callApi } from "@/lib/api-client/api-client";

/** Below the key of everything about agents, so that what changes an agent can make them old together. */
export const agentSearchKeys = {
  all: (organizationId: string) => ["agents", organizationId] as const,
  search: (organizationId: string, name: string) => ["agents", organizationId, "search", name] as const,
  named: (organizationId: string, agentId: string) => ["agents", organizationId, "named", agentId] as const,
  versions: (organizationId: string, agentId: string) => ["agents", organizationId, "choices", agentId] as const,
};

/** Active agents by a part of their name, newest first. */
export function agentSearchQuery(organizationId: string, name: string) {
  return infiniteQueryOptions({
    queryKey: agentSearchKeys.search(organizationId, name),
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ active: "true", limit: "50" });
      if (name !== "") query.set("name", name);
      if (pageParam !== null) query.set("cursor", pageParam);
      return callApi(`/core/agents?${query}`, { organizationId, response: AgentPage, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.pagination.next_cursor,
  });
}

export function agentQuery(organizationId: string, agentId: string) {
  return queryOptions({
    queryKey: agentSearchKeys.named(organizationId, agentId),
    queryFn: ({ signal }) => callApi(`/core/agents/${agentId}`, { organizationId, response: AgentRecord, signal }),
  });
}

/** The newest versions of an agent, drafts among them; a draft may have come since they were asked for last. */
export function agentVersionsQuery(organizationId: string, agentId: string) {
  return queryOptions({
    queryKey: agentSearchKeys.versions(organizationId, agentId),
    queryFn: ({ signal }) =>
      callApi(`/core/agents/${agentId}/versions?config=false&limit=100`, {
        organizationId,
        response: AgentVersionPage,
        signal,
      }),
    staleTime: 0,
  });
}
