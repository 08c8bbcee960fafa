import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { AgentPage, AgentRecord, AgentVersionPage } from "@/lib/agents/schemas";
import { callApi } from "@/lib/api-client/api-client";

/** Nested under the agents' query key, so that a change to an agent invalidates these too. */
export const agentSearchKeys = {
  all: (organizationId: string) => ["agents", organizationId] as const,
  search: (organizationId: string, name: string) => ["agents", organizationId, "search", name] as const,
  named: (organizationId: string, agentId: string) => ["agents", organizationId, "named", agentId] as const,
  versions: (organizationId: string, agentId: string) => ["agents", organizationId, "choices", agentId] as const,
};

/** Searches active agents by part of their name, newest first. */
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

/** An agent's newest versions, including drafts. Always stale, because a draft may have been added since. */
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
