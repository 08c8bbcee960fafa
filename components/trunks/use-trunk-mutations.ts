"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { z } from "zod";
import { useOrganization } from "@/components/organizations/organization-context";
import { callApi } from "@/lib/http/api-client";
import { TrunkRecord } from "@/lib/trunks/schemas";
import { trunkKeys } from "./queries";
import { bodyOf, type TrunkValues } from "./trunk-values";

/** Creates a trunk, or replaces one when `trunkId` is its id. */
export function useSaveTrunk(trunkId: string | null, onSaved: () => void) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (values: TrunkValues) =>
      callApi(trunkId === null ? "/core/trunks" : `/core/trunks/${trunkId}`, {
        organizationId,
        method: trunkId === null ? "POST" : "PUT",
        body: bodyOf(values),
        response: TrunkRecord,
      }),
    onSuccess: async ({ name }) => {
      await client.invalidateQueries({ queryKey: trunkKeys.list(organizationId) });
      toast.success(trunkId === null ? `${name} is created` : `${name} is saved`);
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
