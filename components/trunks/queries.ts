import { infiniteQueryOptions } from "@tanstack/react-query";
import { callApi } from "@/lib/api-client/api-client";
import { TrunkPage } from "@/lib/trunks/schemas";

export const trunkKeys = {
  list: (organizationId: string) => ["trunks", organizationId] as const,
};

export const trunksPageSize = 50;

/** Managed and customer-owned trunks, newest first, paginated. */
export function trunksQuery(organizationId: string) {
  return infiniteQueryOptions({
    queryKey: trunkKeys.list(organizationId),
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(trunksPageSize) });
      if (pageParam !== null) query.set("cursor", pageParam);
      return callApi(`/core/trunks?${query}`, { organizationId, response: TrunkPage, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.pagination.next_cursor,
  });
}
