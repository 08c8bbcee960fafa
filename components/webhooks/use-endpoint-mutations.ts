"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { z } from "zod";
import { useEdit } from "@/components/editing/use-edit";
import { useOrganization } from "@/components/organizations/organization-context";
import { callApi, callApiForState, ifMatch } from "@/lib/api-client/api-client";
import {
  CreatedWebhookEndpoint,
  ReplayedDeliveries,
  type UpdateWebhookEndpointBody,
  WebhookDeliveryRecord,
  WebhookEndpointRecord,
  WebhookEndpointWithSecret,
  webhookEventTypes,
} from "@/lib/webhooks/schemas";
import type { EndpointValues } from "./endpoint-form";
import { webhookKeys } from "./queries";

const bodyOf = ({ url, description, events }: EndpointValues) => {
  return { url: url.trim(), description: description.trim() || null, events: [...events] };
};

export function useCreateEndpoint() {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (values: EndpointValues) =>
      callApi("/core/webhook-endpoints", {
        organizationId,
        method: "POST",
        body: bodyOf(values),
        response: CreatedWebhookEndpoint,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: webhookKeys.list(organizationId) }),
  });
}

function useChange({ id }: WebhookEndpointRecord) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  return {
    read: () => callApiForState(`/core/webhook-endpoints/${id}`, { organizationId, response: WebhookEndpointRecord }),
    send: (body: UpdateWebhookEndpointBody, etag: string | null = null) =>
      callApi(`/core/webhook-endpoints/${id}`, {
        organizationId,
        method: "PATCH",
        headers: ifMatch(etag),
        body,
        response: WebhookEndpointRecord,
      }),
    keep: (endpoint: WebhookEndpointRecord) => {
      client.setQueryData(webhookKeys.endpoint(organizationId, id), endpoint);
      return client.invalidateQueries({ queryKey: webhookKeys.all(organizationId) });
    },
  };
}

const valuesOf = ({ url, description, events }: WebhookEndpointRecord): EndpointValues => ({
  url,
  description: description ?? "",
  events: webhookEventTypes.filter((type) => events.includes(type)),
});

export function useEditEndpoint(record: WebhookEndpointRecord, onSaved: () => void) {
  const { read, send, keep } = useChange(record);
  return useEdit<WebhookEndpointRecord, WebhookEndpointRecord, EndpointValues>({
    record,
    valuesOf,
    read,
    write: (values, { etag }) => send(bodyOf(values), etag),
    onSaved: (saved) => {
      void keep(saved);
      onSaved();
    },
  });
}

export function useEnableEndpoint(endpoint: WebhookEndpointRecord) {
  const { send, keep } = useChange(endpoint);
  return useMutation({
    mutationFn: (enabled: boolean) => send({ enabled }),
    onSuccess: (saved) => {
      toast.success(saved.enabled ? "Webhook enabled" : "Webhook disabled");
      return keep(saved);
    },
    onError: (error) => void toast.error("Couldn't update the webhook", { description: error.message }),
  });
}

export function useRotateSecret({ id }: WebhookEndpointRecord) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      callApi(`/core/webhook-endpoints/${id}/rotate-secret`, {
        organizationId,
        method: "POST",
        response: WebhookEndpointWithSecret,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: webhookKeys.endpoint(organizationId, id) }),
  });
}

/** Returns to the list. */
export function useDeleteEndpoint({ id }: WebhookEndpointRecord) {
  const { id: organizationId, slug } = useOrganization();
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: () =>
      callApi(`/core/webhook-endpoints/${id}`, { organizationId, method: "DELETE", response: z.undefined() }),
    onSuccess: () => {
      toast.success("Webhook deleted");
      router.replace(`/${slug}/webhooks`);
      client.removeQueries({ queryKey: webhookKeys.endpoint(organizationId, id) });
      client.removeQueries({ queryKey: webhookKeys.deliveries(organizationId, id) });
      return client.invalidateQueries({ queryKey: webhookKeys.list(organizationId) });
    },
  });
}

/** The ping appears in the list of deliveries. */
export function useTestEndpoint({ id }: WebhookEndpointRecord) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      callApi(`/core/webhook-endpoints/${id}/test`, {
        organizationId,
        method: "POST",
        response: WebhookDeliveryRecord,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: webhookKeys.deliveries(organizationId, id) }),
    onError: (error) => void toast.error("Couldn't send the test", { description: error.message }),
  });
}

export function useReplayDelivery(deliveryId: string) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      callApi(`/core/webhook-deliveries/${deliveryId}/replay`, {
        organizationId,
        method: "POST",
        response: WebhookDeliveryRecord,
      }),
    onSuccess: (delivery) => {
      client.setQueryData(webhookKeys.delivery(organizationId, deliveryId), delivery);
      toast.success("Event resent");
      return client.invalidateQueries({
        queryKey: webhookKeys.deliveries(organizationId, delivery.webhook_endpoint_id),
      });
    },
    onError: (error) => void toast.error("Couldn't resend the event", { description: error.message }),
  });
}

/** Replays every failed delivery that is still stored. */
export function useReplayFailed({ id, created_at: since }: WebhookEndpointRecord) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      callApi(`/core/webhook-endpoints/${id}/replay`, {
        organizationId,
        method: "POST",
        body: { since },
        response: ReplayedDeliveries,
      }),
    onSuccess: ({ replayed }) => {
      toast.success(replayed === 1 ? "Resending 1 event" : `Resending ${replayed} events`);
      return client.invalidateQueries({ queryKey: webhookKeys.deliveries(organizationId, id) });
    },
    onError: (error) => void toast.error("Couldn't resend", { description: error.message }),
  });
}
