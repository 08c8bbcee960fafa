"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { z } from "zod";
import { useEdit } from "@/components/editing/use-edit";
import { useOrganization } from "@/components/organizations/organization-context";
import { callApi, callApiForState, ifMatch } from "@/lib/api-client/api-client";
import { SavedTrunk, TrunkRecord } from "@/lib/trunks/schemas";
import { trunkKeys } from "./queries";
import { bodyOf, type TrunkValues, valuesOf } from "./trunk-values";

/** Shows warnings long enough to read them. */
function tell(done: string, warnings: string[]): void {
  const [warning] = warnings;
  if (warning === undefined) toast.success(done);
  else toast.warning(done, { description: warning, duration: 15_000 });
}

export function useCreateTrunk(onCreated: () => void) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (values: TrunkValues) =>
      callApi("/core/trunks", { organizationId, method: "POST", body: bodyOf(values), response: SavedTrunk }),
    onSuccess: async ({ name, warnings }) => {
      await client.invalidateQueries({ queryKey: trunkKeys.list(organizationId) });
      tell(`${name} created`, warnings);
      onCreated();
    },
  });
}

export function useEditTrunk(record: TrunkRecord, onSaved: () => void) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  const path = `/core/trunks/${record.id}`;
  return useEdit<TrunkRecord, SavedTrunk, TrunkValues>({
    record,
    valuesOf,
    read: () => callApiForState(path, { organizationId, response: TrunkRecord }),
    write: (values, { etag }) =>
      callApi(path, {
        organizationId,
        response: SavedTrunk,
        method: "PUT",
        headers: ifMatch(etag),
        body: bodyOf(values),
      }),
    onSaved: async ({ name, warnings }) => {
      await client.invalidateQueries({ queryKey: trunkKeys.list(organizationId) });
      tell(`${name} updated`, warnings);
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
      toast.success(`${name} deleted`);
      onDeleted();
    },
  });
}
