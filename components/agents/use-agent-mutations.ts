"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { z } from "zod";
import { useEdit } from "@/components/editing/use-edit";
import { useOrganization } from "@/components/organizations/organization-context";
import { phoneNumberKeys } from "@/components/phone-numbers/queries";
import { AgentRecord, AgentVersionRecord, UpdatedPhoneNumbers } from "@/lib/agents/schemas";
import { ApiError, callApi, callApiForState, ifMatch } from "@/lib/api-client/api-client";
import type { JsonObject } from "@/lib/platform/json-object";
import type { AgentValues } from "./agent-form";
import { agentKeys } from "./queries";

const valuesOf = ({ name, description, active, is_demo: isDemo }: AgentRecord): AgentValues => ({
  name,
  description: description ?? "",
  active,
  isDemo,
});

/** Saves the form's fields and keeps `metadata`, which the form does not show. */
export function useEditAgent(record: AgentRecord, onSaved: () => void) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  const { id } = record;
  const at = { organizationId, response: AgentRecord };
  return useEdit<AgentRecord, AgentRecord, AgentValues>({
    record,
    valuesOf,
    read: () => callApiForState(`/core/agents/${id}`, at),
    write: ({ name, description, active, isDemo }, { record: { metadata }, etag }) =>
      callApi(`/core/agents/${id}`, {
        ...at,
        method: "PUT",
        headers: ifMatch(etag),
        body: { name, description: description.trim() || null, active, is_demo: isDemo, metadata },
      }),
    onSaved: (agent) => {
      client.setQueryData(agentKeys.detail(organizationId, id), agent);
      void client.invalidateQueries({ queryKey: agentKeys.all(organizationId) });
      onSaved();
    },
  });
}

/** Returns to the list. */
export function useDeleteAgent({ id, name }: AgentRecord) {
  const { id: organizationId, slug } = useOrganization();
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: () => callApi(`/core/agents/${id}`, { organizationId, method: "DELETE", response: z.undefined() }),
    onSuccess: () => {
      toast.success(`${name} deleted`);
      router.replace(`/${slug}/agents`);
      client.removeQueries({ queryKey: agentKeys.one(organizationId, id) });
      void client.invalidateQueries({ queryKey: agentKeys.all(organizationId) });
    },
  });
}

type ConfigChange = { config: JsonObject; etag: string | null };

/**
 * Creates a draft or, when `version` is a draft's number, updates it. Never overwrites another user's change: it
 * refetches, and the next attempt applies to the newer state.
 */
export function useSaveVersion(agentId: string, version: number | null, onSaved: () => void) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  const path = `/core/agents/${agentId}/versions`;
  return useMutation({
    mutationFn: ({ config, etag }: ConfigChange) =>
      callApiForState(version === null ? path : `${path}/${version}`, {
        organizationId,
        method: version === null ? "POST" : "PUT",
        headers: version === null ? {} : ifMatch(etag),
        body: { config },
        response: AgentVersionRecord,
      }),
    onSuccess: async (saved) => {
      client.setQueryData(agentKeys.version(organizationId, agentId, saved.record.version), saved);
      await client.invalidateQueries({ queryKey: agentKeys.all(organizationId) });
      onSaved();
    },
    onError: (error) => {
      if (version === null || !(error instanceof ApiError) || error.code !== "precondition_failed") return;
      return client.invalidateQueries({ queryKey: agentKeys.version(organizationId, agentId, version) });
    },
  });
}

/** Publishes a draft. Numbers keep their current versions. */
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
      toast.success(`Version ${version} published`);
      onPublished();
    },
  });
}
