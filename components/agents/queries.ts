import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { AgentPage, AgentRecord, AgentVersionPage, AgentVersionRecord } from "@/lib/agents/schemas";
import { callApi, callApiForState } from "@/lib/api-client/api-client";
import { PhoneNumberPage } from "@/lib/numbers/phone-numbers/schemas";

/** Null does not filter. */
export type AgentFilter = { name: string; active: boolean | null };

export const agentKeys = {
  all: (organizationId: string) => ["agents", organizationId] as const,
  list: (organizationId: string, { name, active }: AgentFilter) =>
    [...agentKeys.all(organizationId), "list", name, active] as const,
  one: (organizationId: string, agentId: string) => [...agentKeys.all(organizationId), "one", agentId] as const,
  detail: (organizationId: string, agentId: string) => [...agentKeys.one(organizationId, agentId), "detail"] as const,
  versions: (organizationId: string, agentId: string) =>
    [...agentKeys.one(organizationId, agentId), "versions"] as const,
  version: (organizationId: string, agentId: string, version: number) =>
    [...agentKeys.one(organizationId, agentId), "version", version] as const,
  numbers: (organizationId: string, agentId: string) => [...agentKeys.one(organizationId, agentId), "numbers"] as const,
};

export const agentsPageSize = 50;
export const versionsPageSize = 20;
export const agentNumbersPageSize = 50;

const pages = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: { pagination: { next_cursor: string | null } }) => last.pagination.next_cursor,
};

function queryOf(limit: number, cursor: string | null, parameters: Record<string, string> = {}): URLSearchParams {
  return new URLSearchParams({ limit: String(limit), ...(cursor !== null && { cursor }), ...parameters });
}

/** Newest first, paginated. */
export function agentsQuery(organizationId: string, filter: AgentFilter) {
  const { name, active } = filter;
  const parameters = { ...(name !== "" && { name }), ...(active !== null && { active: String(active) }) };
  return infiniteQueryOptions({
    ...pages,
    queryKey: agentKeys.list(organizationId, filter),
    queryFn: ({ pageParam, signal }) => {
      const query = queryOf(agentsPageSize, pageParam, parameters);
      return callApi(`/core/agents?${query}`, { organizationId, response: AgentPage, signal });
    },
  });
}

export function agentQuery(organizationId: string, agentId: string) {
  return queryOptions({
    queryKey: agentKeys.detail(organizationId, agentId),
    queryFn: ({ signal }) => callApi(`/core/agents/${agentId}`, { organizationId, response: AgentRecord, signal }),
  });
}

/** Newest first, paginated, without configurations. */
export function agentVersionsQuery(organizationId: string, agentId: string) {
  return infiniteQueryOptions({
    ...pages,
    queryKey: agentKeys.versions(organizationId, agentId),
    queryFn: ({ pageParam, signal }) => {
      const query = queryOf(versionsPageSize, pageParam, { config: "false" });
      return callApi(`/core/agents/${agentId}/versions?${query}`, {
        organizationId,
        response: AgentVersionPage,
        signal,
      });
    },
  });
}

/** Includes the ETag, so that an update applies to the state that was shown. */
export function agentVersionQuery(organizationId: string, agentId: string, version: number) {
  return queryOptions({
    queryKey: agentKeys.version(organizationId, agentId, version),
    queryFn: ({ signal }) =>
      callApiForState(`/core/agents/${agentId}/versions/${version}`, {
        organizationId,
        response: AgentVersionRecord,
        signal,
      }),
  });
}

export function agentNumbersQuery(organizationId: string, agentId: string) {
  return infiniteQueryOptions({
    ...pages,
    queryKey: agentKeys.numbers(organizationId, agentId),
    queryFn: ({ pageParam, signal }) => {
      const query = queryOf(agentNumbersPageSize, pageParam, { agent_id: agentId });
      return callApi(`/core/phone-numbers?${query}`, { organizationId, response: PhoneNumberPage, signal });
    },
  });
}
