import { infiniteQueryOptions } from "@tanstack/react-query";
import { callApi } from "@/lib/api-client/api-client";
import { FindingPage } from "@/lib/numbers/findings/schemas";

export const findingKeys = {
  list: (organizationId: string) => ["findings", organizationId] as const,
};

export const findingsPageSize = 50;

/** Newest first, paginated. */
export function findingsQuery(organizationId: string) {
  return infiniteQueryOptions({
    queryKey: findingKeys.list(organizationId),
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(findingsPageSize) });
      if (pageParam !== null) query.set("cursor", pageParam);
      return callApi(`/admin/findings?${query}`, { organizationId, response: FindingPage, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.pagination.next_cursor,
    refetchInterval: 60_000,
  });
}
