"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { z } from "zod";
import { useEdit } from "@/components/editing/use-edit";
import { useOrganization } from "@/components/organizations/organization-context";
import { callApi, callApiForState, ifMatch } from "@/lib/http/api-client";
import { TrunkRecord } from "@/lib/trunks/schemas";
import { trunkKeys } from "./queries";
import { bodyOf, type TrunkValues, valuesOf } from "./trunk-values";

export function useCreateTrunk(onCreated: () => void) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (values: TrunkValues) =>
      callApi("/core/trunks", { organizationId, method: "POST", body: bodyOf(values), response: TrunkRecord }),
    onSuccess: async ({ name }) => {
      await client.invalidateQueries({ queryKey: trunkKeys.list(organizationId) });
      toast.success(`${name} is created`);
      onCreated();
    },
  });
}

export function useEditTrunk(record: TrunkRecord, onSaved: () => void) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  const path = `/core/trunks/${record.id}`;
  const at = { organizationId, response: TrunkRecord };
  return useEdit<TrunkRecord, TrunkValues>({
    record,
    valuesOf,
    read: () => callApiForState(path, at),
    write: (values, { etag }) => callApi(path, { ...at, method: "PUT", headers: ifMatch(etag), body: bodyOf(values) }),
    onSaved: async ({ name }) => {
      await client.invalidateQueries({ queryKey: trunkKeys.list(organizationId) });
      toast.success(`${name} is saved`);
      onSaved();
    },
  });
}

export function useDeleteTrunk(onDeleted: () => void) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: TrunkRecord) =>
      callApi(`/core/trunks/${id}`, { organizationId, method: "DELETE", response: z.undefined() }),
    onSuccess: async (_, { name }) => {
      await client.invalidateQueries({ queryKey: trunkKeys.list(organizationId) });
      toast.success(`${name} is deleted`);
      onDeleted();
    },
  });
}
