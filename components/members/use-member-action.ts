"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { useOrganization } from "@/components/organizations/organization-context";
import { callApi } from "@/lib/api-client/api-client";
import { memberKeys } from "./queries";

type Call<T extends z.ZodType> = { path: string; method: "POST" | "PATCH" | "DELETE"; response: T };

/** Changes a member or an invitation and refetches both lists, whatever the result. */
export function useMemberAction<T extends z.ZodType>({ path, method, response }: Call<T>) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body?: unknown) => callApi(path, { organizationId, method, body, response }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: memberKeys.members(organizationId) }),
        client.invalidateQueries({ queryKey: memberKeys.invitations(organizationId) }),
      ]),
  });
}
