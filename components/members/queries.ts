import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { callApi } from "@/lib/api-client/api-client";
import { ApiKeyPage } from "@/lib/identity/api-keys/schemas";
import { InvitationPage } from "@/lib/identity/invitations/schemas";
import { MemberPage } from "@/lib/identity/members/schemas";

export const memberKeys = {
  members: (organizationId: string) => ["members", organizationId] as const,
  invitations: (organizationId: string) => ["invitations", organizationId] as const,
  keysMadeBy: (organizationId: string, userId: string) => ["members", organizationId, userId, "keys"] as const,
};

export const membersPageSize = 100;

const queryOf = (cursor: string | null) =>
  new URLSearchParams({ limit: String(membersPageSize), ...(cursor !== null && { cursor }) });

export function membersQuery(organizationId: string) {
  return infiniteQueryOptions({
    queryKey: memberKeys.members(organizationId),
    queryFn: ({ pageParam, signal }) =>
      callApi(`/admin/members?${queryOf(pageParam)}`, { organizationId, response: MemberPage, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.pagination.next_cursor,
  });
}

export function invitationsQuery(organizationId: string) {
  return infiniteQueryOptions({
    queryKey: memberKeys.invitations(organizationId),
    queryFn: ({ pageParam, signal }) =>
      callApi(`/admin/invitations?${queryOf(pageParam)}`, { organizationId, response: InvitationPage, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.pagination.next_cursor,
  });
}

/** The newest hundred API keys that a member created in the organization. */
export function keysMadeByQuery(organizationId: string, userId: string) {
  const path = `/admin/organization-pats?limit=100&created_by=${userId}`;
  return queryOptions({
    queryKey: memberKeys.keysMadeBy(organizationId, userId),
    queryFn: ({ signal }) => callApi(path, { organizationId, response: ApiKeyPage, signal }),
    staleTime: 0,
  });
}
