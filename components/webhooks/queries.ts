import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { callApi } from "@/lib/api-client/api-client";
import {
  WebhookDeliveryPage,
  WebhookDeliveryRecord,
  type WebhookDeliveryStatus,
  WebhookEndpointPage,
  WebhookEndpointRecord,
} from "@/lib/webhooks/schemas";

/** Null is every status. */
export type StatusFilter = WebhookDeliveryStatus | null;

export const webhookKeys = {
  all: (organizationId: string) => ["webhooks", organizationId] as const,
  list: (organizationId: string) => [...webhookKeys.all(organizationId), "list"] as const,
  endpoint: (organizationId: string, endpointId: string) =>
    [...webhookKeys.all(organizationId), "endpoint", endpointId] as const,
  deliveries: (organizationId: string, endpointId: string) =>
    [...webhookKeys.all(organizationId), "deliveries", endpointId] as const,
  deliveriesIn: (organizationId: string, endpointId: string, status: StatusFilter) =>
    [...webhookKeys.deliveries(organizationId, endpointId), status] as const,
  delivery: (organizationId: string, deliveryId: string) =>
    [...webhookKeys.all(organizationId), "delivery", deliveryId] as const,
};

/** An organization has at most twenty endpoints. */
export const endpointsPageSize = 100;
export const deliveriesPageSize = 50;

/** The polling interval while a delivery is in progress. */
const SOON_MS = 2_000;
const LATER_MS = 30_000;

export function endpointsQuery(organizationId: string) {
  return queryOptions({
    queryKey: webhookKeys.list(organizationId),
    queryFn: ({ signal }) => {
      const path = `/core/webhook-endpoints?limit=${endpointsPageSize}`;
      return callApi(path, { organizationId, response: WebhookEndpointPage, signal });
    },
    refetchInterval: LATER_MS,
  });
}

export function endpointQuery(organizationId: string, endpointId: string) {
  return queryOptions({
    queryKey: webhookKeys.endpoint(organizationId, endpointId),
    queryFn: ({ signal }) =>
      callApi(`/core/webhook-endpoints/${endpointId}`, { organizationId, response: WebhookEndpointRecord, signal }),
    refetchInterval: LATER_MS,
  });
}

/** Newest first, paginated. */
export function deliveriesQuery(organizationId: string, endpointId: string, status: StatusFilter) {
  return infiniteQueryOptions({
    queryKey: webhookKeys.deliveriesIn(organizationId, endpointId, status),
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(deliveriesPageSize) });
      if (pageParam !== null) query.set("cursor", pageParam);
      if (status !== null) query.set("status", status);
      const path = `/core/webhook-endpoints/${endpointId}/deliveries?${query}`;
      return callApi(path, { organizationId, response: WebhookDeliveryPage, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.pagination.next_cursor,
    refetchInterval: ({ state }) => {
      const shown = state.data?.pages.flatMap((page) => page.data) ?? [];
      return shown.some(isUnderWay) ? SOON_MS : LATER_MS;
    },
  });
}

export function deliveryQuery(organizationId: string, deliveryId: string) {
  return queryOptions({
    queryKey: webhookKeys.delivery(organizationId, deliveryId),
    queryFn: ({ signal }) =>
      callApi(`/core/webhook-deliveries/${deliveryId}`, { organizationId, response: WebhookDeliveryRecord, signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? SOON_MS : false),
  });
}

/** Due now or soon, not hours from now. */
function isUnderWay({ next_attempt_at: next }: WebhookDeliveryRecord): boolean {
  return next !== null && Date.parse(next) < Date.now() + 60_000;
}
