import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/lib/api-client/api-client";
import { OrganizationRecord } from "@/lib/identity/organizations/schemas";

export const organizationKeys = {
  detail: (organizationId: string) => ["organization", organizationId] as const,
};

/** The plan, its limit and usage, and the carrier's health, polled often while it is down. */
export function organizationQuery(organizationId: string) {
  return queryOptions({
    queryKey: organizationKeys.detail(organizationId),
    queryFn: ({ signal }) => callApi("/admin/organization", { organizationId, response: OrganizationRecord, signal }),
    refetchInterval: ({ state }) => (state.data?.carrier_status === "unavailable" ? 5_000 : false),
  });
}
