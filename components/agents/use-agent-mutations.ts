"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { z } from "zod";
import { useOrganization } from "@/components/organizations/organization-context";
import { phoneNumberKeys } from "@/components/phone-numbers/queries";
import type { JsonObject } from "@/lib/agents/json-object";
import { AgentRecord, AgentVersionRecord, UpdatedPhoneNumbers } from "@/lib/agents/schemas";
import { callApi } from "@/lib/http/api-client";
import type { AgentValues } from "./agent-form";
import { agentKeys } from "./queries";

/** Saves what the form shows; `metadata`, which it does not, stays. */
export function useUpdateAgent({ id, metadata }: AgentRecord, onSaved: () => void) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, description, active }: AgentValues) =>
      callApi(`/core/agents/${id}`, {
        organizationId,
        method: "PUT",
        body: { name, description: description.trim() || null, active, metadata },
        response: AgentRecord,
      }),
    onSuccess: (agent) => {
      client.setQueryData(agentKeys.detail(organizationId, id), agent);
      void client.invalidateQueries({ queryKey: agentKeys.all(organizationId) });
      onSaved();
    },
  });
}

/** Leads back to the list. */
export function useDeleteAgent({ id, name }: AgentRecord) {
  const { id: organizationId, slug } = useOrganization();
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: () => callApi(`/core/agents/${id}`, { organizationId, method: "DELETE", response: z.undefined() }),
    onSuccess: () => {
      toast.success(`${name} is deleted`);
      router.replace(`/${slug}/agents`);
      client.removeQueries({ queryKey: agentKeys.one(organizationId, id) });
      void client.invalidateQueries({ queryKey: agentKeys.all(organizationId) });
    },
  });
}

/** A new draft, or a change of one when `version` is its number. */
export function useSaveVersion(agentId: string, version: number | null, onSaved: (saved: AgentVersionRecord) => void) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  const path = `/core/agents/${agentId}/versions`;
  return useMutation({
    mutationFn: (config: JsonObject) =>
      callApi(version === null ? path : `${path}/${version}`, {
        organizationId,
        method: version === null ? "POST" : "PUT",
        body: { config },
        response: AgentVersionRecord,
      }),
    onSuccess: async (saved) => {
      client.setQueryData(agentKeys.version(organizationId, agentId, saved.version), saved);
      await client.invalidateQueries({ queryKey: agentKeys.all(organizationId) });
      onSaved(saved);
    },
  });
}

/** Publishes a draft; the numbers keep the versions that they have. */
export function usePublishVersion(agentId: string, onPublished: () => void) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (version: number) =>
      callApi(`/core/agents/${agentId}/versions/${version}/publish`, {
        organizationId,
        method: "POST",
        body: {},
        response: UpdatedPhoneNumbers,
      }),
    onSuccess: async (_, version) => {
      await Promise.all([
        client.invalidateQueries({ queryKey: agentKeys.all(organizationId) }),
        client.invalidateQueries({ queryKey: phoneNumberKeys.lists(organizationId) }),
      ]);
      toast.success(`Version ${version} is published`);
      onPublished();
    },
  });
}
