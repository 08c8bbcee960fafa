import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { callApi } from "@/lib/api-client/api-client";
import { PhoneNumberPage, PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { type DirectoryFilter, filterQuery } from "./filter";

export const phoneNumberKeys = {
  lists: (organizationId: string) => ["phone-numbers", organizationId, "list"] as const,
  list: (organizationId: string, filter: DirectoryFilter) =>
    [...phoneNumberKeys.lists(organizationId), filter] as const,
  detail: (organizationId: string, phoneNumber: string) =>
    ["phone-numbers", organizationId, "detail", phoneNumber] as const,
  shareable: (organizationId: string, phoneNumber: string) =>
    ["phone-numbers", organizationId, "shareable", phoneNumber] as const,
};

export const firstPageSize = 50;
const nextPageSize = 100;

/** Newest first, paginated. */
export function phoneNumbersQuery(organizationId: string, filter: DirectoryFilter) {
  return infiniteQueryOptions({
    queryKey: phoneNumberKeys.list(organizationId, filter),
    queryFn: ({ pageParam, signal }) => {
      const limit = String(pageParam === null ? firstPageSize : nextPageSize);
      const query = new URLSearchParams({ limit, ...filterQuery(filter) });
      if (pageParam !== null) query.set("cursor", pageParam);
      return callApi(`/core/phone-numbers?${query}`, { organizationId, response: PhoneNumberPage, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.pagination.next_cursor,
    // A refetch costs one request per loaded page, so a long directory relies on local cache updates.
    refetchOnWindowFocus: (query) => (query.state.data?.pages.length ?? 0) <= 2,
    refetchOnReconnect: false,
  });
}

export const phoneNumberPath = (phoneNumber: string) => `/core/phone-numbers/${encodeURIComponent(phoneNumber)}`;

export function phoneNumberQuery(organizationId: string, phoneNumber: string) {
  return queryOptions({
    queryKey: phoneNumberKeys.detail(organizationId, phoneNumber),
    queryFn: ({ signal }) =>
      callApi(phoneNumberPath(phoneNumber), { organizationId, response: PhoneNumberRecord, signal }),
  });
}
