import { infiniteQueryOptions } from "@tanstack/react-query";
import { callApi } from "@/lib/http/api-client";
import { PhoneNumberPage } from "@/lib/phone-numbers/schemas";

export const phoneNumberKeys = {
  lists: (organizationId: string) => ["phone-numbers", organizationId, "list"] as const,
  list: (organizationId: string, digits: string) => [...phoneNumberKeys.lists(organizationId), digits] as const,
  shareable: (organizationId: string, phoneNumber: string) =>
    ["phone-numbers", organizationId, "shareable", phoneNumber] as const,
};

export const firstPageSize = 50;
const nextPageSize = 100;

/** The directory, newest first, a page at a time; with `digits`, only the numbers that contain them. */
export function phoneNumbersQuery(organizationId: string, digits: string) {
  return infiniteQueryOptions({
    queryKey: phoneNumberKeys.list(organizationId, digits),
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(pageParam === null ? firstPageSize : nextPageSize) });
      if (pageParam !== null) query.set("cursor", pageParam);
      if (digits !== "") query.set("phone_number", digits);
      return callApi(`/core/phone-numbers?${query}`, { organizationId, response: PhoneNumberPage, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.pagination.next_cursor,
    // Asking again costs a request per loaded page, so a long directory is only kept up to date by what is done here.
    refetchOnWindowFocus: (query) => (query.state.data?.pages.length ?? 0) <= 2,
    refetchOnReconnect: false,
  });
}
