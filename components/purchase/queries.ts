import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/lib/api-client/api-client";
import { PurchaseRecord, SearchNumbersResult } from "@/lib/numbers/purchase/schemas";
import { keepPlaces } from "./keep-places";

export type NumberType = "local" | "toll_free";
export type SearchCriteria = { areaCode: string; numberType: NumberType };

const LOOKS_FOR_SUGGESTIONS = 6;
const SUGGESTIONS_POLL_MS = 2_000;

export const anything: SearchCriteria = { areaCode: "", numberType: "local" };

export const purchaseKeys = {
  searches: (organizationId: string) => ["numbers-for-sale", organizationId] as const,
  search: (organizationId: string, { areaCode, numberType }: SearchCriteria) =>
    [...purchaseKeys.searches(organizationId), numberType, areaCode] as const,
  detail: (organizationId: string, purchaseId: string) => ["purchase", organizationId, purchaseId] as const,
};

/** US numbers with voice at the shared account. A refresh never moves displayed rows. */
export function searchNumbersQuery(organizationId: string, criteria: SearchCriteria) {
  const query = new URLSearchParams({
    country_code: "US",
    phone_number_type: criteria.numberType,
    voice_enabled: "true",
    limit: "30",
  });
  if (criteria.areaCode !== "") query.set("area_code", criteria.areaCode);
  return queryOptions({
    queryKey: purchaseKeys.search(organizationId, criteria),
    queryFn: ({ signal }) =>
      callApi(`/core/managed-accounts/default/search-numbers?${query}`, {
        organizationId,
        response: SearchNumbersResult,
        signal,
      }),
    structuralSharing: keepPlaces,
    // Polls for late suggestions, but not forever.
    refetchInterval: ({ state }) =>
      state.data?.suggestions_pending && state.dataUpdateCount < LOOKS_FOR_SUGGESTIONS ? SUGGESTIONS_POLL_MS : false,
    refetchOnWindowFocus: false,
    retry: false,
  });
}

/** Polls a pending purchase, less often over time. */
export function purchaseQuery(organizationId: string, purchaseId: string, since: number) {
  return queryOptions({
    queryKey: purchaseKeys.detail(organizationId, purchaseId),
    queryFn: ({ signal }) =>
      callApi(`/core/purchases/${purchaseId}`, { organizationId, response: PurchaseRecord, signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => {
      if (state.data && state.data.status !== "pending") return false;
      const waited = Date.now() - since;
      if (waited < 30_000) return 1500;
      return waited < 300_000 ? 5000 : 20_000;
    },
  });
}
