import { infiniteQueryOptions } from "@tanstack/react-query";
import { callApi } from "@/lib/api-client/api-client";
import { AuditEventPage } from "@/lib/identity/audit/schemas";
import { type ActivityFilters, searchOf } from "./filters";

export const activityKeys = {
  list: (organizationId: string, filters: ActivityFilters) => ["activity", organizationId, searchOf(filters)] as const,
};

export const activityPageSize = 50;

export function activityQuery(organizationId: string, filters: ActivityFilters) {
  return infiniteQueryOptions({
    queryKey: activityKeys.list(organizationId, filters),
    queryFn: ({ pageParam, signal }) => {
      const page = { limit: String(activityPageSize), ...(pageParam !== null && { cursor: pageParam }) };
      const path = `/admin/audit-events?${searchOf(filters, page)}`;
      return callApi(path, { organizationId, response: AuditEventPage, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.pagination.next_cursor,
  });
}
